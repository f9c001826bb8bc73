import httpx
from js import Headers
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        client = Client()
        page = await client.fetch("https://example.com/")
        return Response(page.text, headers=page.headers)


class Client:
    async def fetch(self, url):
        return await httpx.AsyncClient().get(url)
