# Kept for the next version.
from js import Object

from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint


# Makes JavaScript of a dictionary.
def jsify(value):
    return to_js(value, dict_converter=Object.fromEntries)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")
