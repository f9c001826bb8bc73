import json

from cloudflare.workers import Response, fetch as get
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = await get("https://example.com/rates")
        return Response(json.dumps({"status": answer.status}))
