from js import Object, Response, fetch
from pyodide.ffi import to_js
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        options = {"status": 202, "headers": {"x-a": "1"}}
        converted = to_js(options, dict_converter=Object.fromEntries)
        await fetch("https://example.com/log", converted)
        return Response.new("taken", converted)
