from workers import Response, WorkerEntrypoint

import maintenance


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if (response := maintenance.respond(self.env)) is not None:
            return response
        return Response("orders")
