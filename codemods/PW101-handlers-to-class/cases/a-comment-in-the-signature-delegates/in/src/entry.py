from workers import Response


async def on_fetch(
    request,  # the raw request
    env,  # bindings
):
    return Response("ok")
