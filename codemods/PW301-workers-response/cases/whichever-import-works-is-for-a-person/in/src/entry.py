try:
    from workers import Response
except ImportError:
    from js import Response
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response.new("ok", {"headers": {"x-a": "1"}})
