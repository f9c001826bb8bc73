from workers import Response


async def on_fetch(
    request: "Request",
    env,
    ctx=None,
) -> Response:
    return Response("ok")
