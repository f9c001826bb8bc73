"""Handlers at module level, as they were called before 2025-08-14."""

from js import Headers, Object, Response
from pyodide.ffi import to_js


async def on_fetch(request, env, ctx):
    if request.url.endswith("/types"):
        return Response.json(to_js([type(request).__name__, type(env).__name__, type(ctx).__name__]))
    if request.url.endswith("/keywords"):
        return Response.new("keywords", status=201, headers=Headers.new({"X-A": "1"}.items()))
    if request.url.endswith("/options"):
        return Response.new("options", to_js({"status": 202, "headers": {"X-A": "2"}}, dict_converter=Object.fromEntries))
    return Response.new("other")


async def on_scheduled(event, env, ctx):
    print(f"ran at {event.cron}")
