from js import Headers
from workers import Response, WorkerEntrypoint, fetch


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = await self.env.SERVICE.fetch(request)
        if "x" in request.url:
            other = await fetch("https://example.com/")
            return Response(await other.text(), headers=other.headers)
        headers = Headers.new(answer.headers)
        headers.set("x-from", "service")
        return Response(await answer.text(), status=answer.status, headers=headers)
