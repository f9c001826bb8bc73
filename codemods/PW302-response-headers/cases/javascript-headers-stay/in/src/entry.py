from js import Headers
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        headers = Headers.new({"content-type": "text/plain"}.items())
        headers.append("set-cookie", "a=1")
        return Response("hello", headers=headers)
