from workers import Response
from app.tracing import traced


@traced("fetch")
async def on_fetch(request, env, ctx):
    return Response("ok")
