import json

from js import JSON, Object
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint

PLAIN = Object.fromEntries({"content-type": "text/plain"}.items())


def cors():
    return to_js({"access-control-allow-origin": "*"}, dict_converter=Object.fromEntries)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "OPTIONS":
            return Response(None, headers=cors())
        if request.method == "PUT":
            return Response.json({"error": "no"}, status=405, headers=JSON.parse(json.dumps({"allow": "GET"})))
        if request.method == "POST":
            return Response("posted", headers={"allow": "GET"}.items())
        return Response("hello", headers=PLAIN)
