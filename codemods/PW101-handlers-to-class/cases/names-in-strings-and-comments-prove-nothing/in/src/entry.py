"""Old workers had on_fetch(request, env)."""
from workers import Response, WorkerEntrypoint

# async def on_fetch(request, env): ...
EXAMPLE = """
async def on_fetch(request, env):
    return Response.new("x")
"""


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(EXAMPLE)
