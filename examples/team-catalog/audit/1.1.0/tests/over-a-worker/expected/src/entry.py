from workers import Response, WorkerEntrypoint

import audit


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        audit.note(request, log=print)
        return Response("orders")
