from workers import Response, WorkerEntrypoint
from js import Object, fetch
from pyodide.ffi import to_js


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "POST":
            await fetch("https://example.com", to_js({"method": "POST"}, dict_converter=Object.fromEntries))
        return Response("ok", status=201)
