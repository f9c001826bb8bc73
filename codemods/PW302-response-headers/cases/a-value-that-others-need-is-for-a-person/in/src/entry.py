from js import Object, fetch
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint

HEADERS = to_js({"accept": "text/plain"}, dict_converter=Object.fromEntries)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = await fetch("https://example.com/", headers=HEADERS)
        return Response(await answer.text(), headers=HEADERS)
