import js
from js import Response as JSResponse
from workers import WorkerEntrypoint

from web import page


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if "page" in request.url:
            return page("x")
        if "dotted" in request.url:
            return js.Response.new("dotted", status=202)
        return JSResponse.new("alias", {"status": 203})
