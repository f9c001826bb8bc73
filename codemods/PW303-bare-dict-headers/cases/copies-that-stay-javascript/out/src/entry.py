from js import Response, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        response = await fetch("https://example.com/")
        return Response.new(response.body, status=response.status, headers={"x-from": "example"}.items())
