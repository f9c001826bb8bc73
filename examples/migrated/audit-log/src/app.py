import json
from types import SimpleNamespace
from typing import Any

from js import Request
from pyodide.ffi import create_proxy
from workers import Response, WorkerEntrypoint


def with_defaults(env: Any) -> SimpleNamespace:
    """Variables that are empty in wrangler.jsonc get a value here."""
    return SimpleNamespace(LOG=env.LOG, PREFIX=env.PREFIX or "audit", KEEP=int(getattr(env, "KEEP", 3)))


async def append(env: SimpleNamespace, who: str, what: str) -> None:
    entries = json.loads(await env.LOG.get(f"{env.PREFIX}:{who}") or "[]")
    entries.append(what)
    await env.LOG.put(f"{env.PREFIX}:{who}", json.dumps(entries[-env.KEEP :]))


class Default(WorkerEntrypoint):
    async def fetch(self, request: Request) -> Response:
        env = self.env
        # from here on it is our own env
        env = with_defaults(env)

        class Entry:
            def __init__(self, path: str) -> None:
                self.who, _, self.what = path.partition("/")

            async def write(self) -> None:
                await append(env, self.who, self.what)

        entry = Entry(request.url.split("/", 3)[3])
        if not entry.who:
            return Response(f"usage: /who/what ({env.PREFIX}, {env.KEEP})", status=400)
        if request.method == "POST":
            self.ctx.waitUntil(create_proxy(entry.write()))
            return Response("noted", status=202)
        return Response(await env.LOG.get(f"{env.PREFIX}:{entry.who}") or "[]")

    async def scheduled(self, controller: Any, env: Any = None, ctx: Any = None) -> None:
        env = self.env

        class Sweep:
            def __init__(self, keys: list[str]) -> None:
                self.keys = keys

            async def run(self) -> None:
                for key in self.keys:
                    await env.LOG.delete(key)

        found = await env.LOG.list()
        await Sweep([item.name for item in found["keys"]]).run()
