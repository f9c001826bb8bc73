from js import fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        """Pass it on. Response.new(x) would be another one."""
        return await fetch("https://example.com/")
