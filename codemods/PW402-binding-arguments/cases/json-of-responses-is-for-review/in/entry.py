from js import Object
from pyodide.ffi import to_js as _to_js
from workers import Response, WorkerEntrypoint


def to_js(obj):
    return _to_js(obj, dict_converter=Object.fromEntries)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "GET":
            return Response.json(to_js({"items": []}))
        return Response.json(to_js({"error": "no"}), status=405)
