from js import Response
from workers import WorkerEntrypoint

HOOKS = ["on_fetch", "on_scheduled"]


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        print("on_fetch")
        level = getattr(self.env, "LEVEL", "info")
        return Response.new(f"{level} {HOOKS}")
