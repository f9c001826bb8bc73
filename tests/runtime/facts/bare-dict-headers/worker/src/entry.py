"""A Python dictionary that reaches JavaScript as headers ends the worker, with whatever else it is doing."""

from js import Headers, fetch
from js import Response as JsResponse
from workers import Response, WorkerEntrypoint

PAIR = {"x-a": "b"}


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = request.url.rsplit("/", 1)[1]
        target = request.headers["x-target"]
        match path:
            case "response":
                return JsResponse.new("x", headers=PAIR)
            case "request-headers":
                return Response("x", headers=Headers.new(request.headers))
            case "fetch":
                return await fetch(target, headers=PAIR)
            case "copy":
                made = Response("x")
                return JsResponse.new(made.body, made)
            case "fetch-items":
                return await fetch(target, headers=PAIR.items())
            case "request-headers-items":
                headers = Headers.new(request.headers.items())
                return Response(headers.get("x-target"))
        return Response("alive")
