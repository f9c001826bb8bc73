import asgi
from workers import Request, fetch

from app import app


async def on_fetch(request, env, ctx):
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    await stub.fetch(request)
    await env.SERVICE.fetch(request)
    await fetch(request)
    Request(request)
    await env.SERVICE.log(request)
    return await asgi.fetch(app, request, env)
