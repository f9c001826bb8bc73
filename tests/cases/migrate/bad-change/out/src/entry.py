from log import note
from workers import Response, WorkerEntrypoint
from acme import log


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        log("a request")
        note("seen")
        return Response("ok")
