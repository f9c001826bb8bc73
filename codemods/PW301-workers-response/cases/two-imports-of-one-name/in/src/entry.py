from workers import WorkerEntrypoint, Response
from js import Object, Response, fetch
from pyodide.ffi import to_js


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "POST":
            await fetch("https://example.com", to_js({"method": "POST"}, dict_converter=Object.fromEntries))
        return Response.new("ok", {"status": 201})
