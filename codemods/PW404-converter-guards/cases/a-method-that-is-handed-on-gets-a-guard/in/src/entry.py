from pyodide.ffi import JsProxy
from workers import Response, WorkerEntrypoint


class Codec:
    def decode(self, value):
        return value.to_py()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        found = await self.env.DB.prepare("SELECT 1").all()
        return Response(f"{list(map(Codec().decode, found.results))} {JsProxy}")
