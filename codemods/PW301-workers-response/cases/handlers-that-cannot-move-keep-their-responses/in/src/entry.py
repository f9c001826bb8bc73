from js import Response
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response.new("class")


async def on_fetch(request, env):
    return Response.new("function")
