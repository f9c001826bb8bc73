try:
    from js import Headers, Response
except ImportError:
    Headers = Response = None
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        headers = Headers.new({"x-a": "1"}.items())
        if request.method != "GET":
            return Response.new("", status=405)
        return Response.new("hello", headers=headers)
