import json
from js import Response, console
from pyodide.ffi import to_js
from workers import WorkerEntrypoint
from urllib.parse import urlparse


def reply(data):
    return Response.new(to_js(data))


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        """Serve
        it."""
        if request.method == "POST":
            await helper(self.env, lambda: self.env.X)
        return reply(f"{self.env.Y!r} {json.dumps([self.env.Z for _ in urlparse(request.url)])}")

    # every hour
    async def scheduled(self, controller, env=None, ctx=None):
        console.log("hour")
        # done

    async def queue(self, batch, env=None, ctx=None):
        text = """
  keep
"""
        print(
            batch,
            text,
        )


LIMIT = 3


async def helper(env, f):
    return env
