from js import Response, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        response = await fetch("https://example.com/")
        copy = Response.new(response.body, response)
        copy.headers.delete("set-cookie")
        return copy
