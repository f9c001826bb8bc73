import json

from workers import Response, WorkerEntrypoint, fetch as get


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = await get("https://example.com/rates")
        return Response(json.dumps({"status": answer.status}))
