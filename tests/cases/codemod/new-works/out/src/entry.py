from workers import Response, WorkerEntrypoint
from acme import http


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(http.get("https://example.com").text)
