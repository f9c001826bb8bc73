from log import note
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        print("a request")
        note("seen")
        return Response("ok")
# moved
