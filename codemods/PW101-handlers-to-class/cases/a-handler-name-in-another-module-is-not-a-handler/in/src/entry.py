from workers import Response, WorkerEntrypoint
from bus import Bus


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(Bus().on_queue("x")))
