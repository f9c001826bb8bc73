from js import Object
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "PUT":
            return Response("no", {"status": 405, "statusText": "No"})
        return Response("hello", to_js({"status": 200, "headers": {"a": "b"}}, dict_converter=Object.fromEntries))
