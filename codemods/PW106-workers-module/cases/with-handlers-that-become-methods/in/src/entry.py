"""Answers with the time."""
import time
from cloudflare.workers import Response


async def on_fetch(request, env):
    return Response(f"{env.NAME} {time.time()}")
