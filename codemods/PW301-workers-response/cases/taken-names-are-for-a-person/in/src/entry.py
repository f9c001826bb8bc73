from js import Response as R
from fastapi import Response


class WorkersResponse:
    pass


async def on_fetch(request, env):
    return R.new("hello", {"status": 200})
