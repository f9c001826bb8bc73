from workers import Response, WorkerEntrypoint

from limiter import Limiter


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        client = request.headers.get("x-client")
        if client is None:
            return Response("who are you?", status=400)
        stub = self.env.LIMITER.get(self.env.LIMITER.idFromName(client))
        if request.url.endswith("/remaining"):
            return Response(str(await stub.remaining()))
        return await stub.fetch(request.js_object)
