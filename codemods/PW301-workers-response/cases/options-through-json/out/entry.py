import json

from workers import Response


def reply(data, status=200):
    return Response(json.dumps(data), status=status, headers={"x-a": "b"})


async def on_fetch(request, env):
    if request.method == "GET":
        return reply([])
    return Response(
        "created",
        status=201,
        headers={"x-a": "b"},
    )
