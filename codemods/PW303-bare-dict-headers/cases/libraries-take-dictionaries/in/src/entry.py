import httpx
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        async with httpx.AsyncClient() as client:
            answer = await client.get("https://example.com/", headers={"a": "b"})
        return Response(answer.text)
