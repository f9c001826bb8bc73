import json
from types import SimpleNamespace
from typing import Any

from js import Request, Response
from pyodide.ffi import create_proxy


def with_defaults(env: Any) -> SimpleNamespace:
    """Variables that are empty in wrangler.jsonc get a value here."""
    return SimpleNamespace(LOG=env.LOG, PREFIX=env.PREFIX or "audit", KEEP=int(getattr(env, "KEEP", 3)))


async def append(env: SimpleNamespace, who: str, what: str) -> None:
    entries = json.loads(await env.LOG.get(f"{env.PREFIX}:{who}") or "[]")
    entries.append(what)
    await env.LOG.put(f"{env.PREFIX}:{who}", json.dumps(entries[-env.KEEP :]))


async def on_fetch(request: Request, env: Any, ctx: Any) -> Response:
    # from here on it is our own env
    env = with_defaults(env)

    class Entry:
        def __init__(self, path: str) -> None:
            self.who, _, self.what = path.partition("/")

        async def write(self) -> None:
            await append(env, self.who, self.what)

    entry = Entry(request.url.split("/", 3)[3])
    if not entry.who:
        return Response.new(f"usage: /who/what ({env.PREFIX}, {env.KEEP})", status=400)
    if request.method == "POST":
        ctx.waitUntil(create_proxy(entry.write()))
        return Response.new("noted", status=202)
    return Response.new(await env.LOG.get(f"{env.PREFIX}:{entry.who}") or "[]")


async def on_scheduled(controller: Any, env: Any, ctx: Any) -> None:
    class Sweep:
        def __init__(self, keys: list[str]) -> None:
            self.keys = keys

        async def run(self) -> None:
            for key in self.keys:
                await env.LOG.delete(key)

    found = await env.LOG.list()
    await Sweep([item.name for item in found.keys]).run()
