import os
from workers import Response, WorkerEntrypoint

if os.environ.get("MODE") == "fast":
    async def on_fetch(request, env):
        return Response("fast")
else:
    async def on_fetch(request, env):
        return Response("slow")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)
