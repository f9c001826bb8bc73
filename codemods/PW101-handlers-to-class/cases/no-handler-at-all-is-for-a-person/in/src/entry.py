"""An application whose author waits for a class without a base to be found."""
from workers import Response


class Worker:
    async def fetch(self, request, env, ctx):
        return Response("hello")


worker = Worker()
