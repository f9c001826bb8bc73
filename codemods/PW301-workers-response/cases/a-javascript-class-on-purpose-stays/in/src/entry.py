from js import Response as JsResponse
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "HEAD":
            return Response(None)
        response = await self.env.SERVICE.fetch(request)
        return JsResponse.new(response.body, response.js_object)
