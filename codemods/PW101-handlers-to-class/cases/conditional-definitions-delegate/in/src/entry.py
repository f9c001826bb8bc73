import os
from workers import Response

if os.environ.get("MODE") == "fast":
    async def on_fetch(request, env):
        return Response("fast")
else:
    async def on_fetch(request, env):
        return Response("slow")
