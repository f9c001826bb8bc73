from js import Object
from pyodide.ffi import to_js
from fastapi import Response
from workers import WorkerEntrypoint


def page():
    return Response("x", headers=to_js({"a": "b"}, dict_converter=Object.fromEntries))


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return page()
