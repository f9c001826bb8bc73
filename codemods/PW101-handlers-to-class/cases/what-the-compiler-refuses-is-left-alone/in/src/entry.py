from js import Response


def body(request):
    return await request.text()


async def on_fetch(request, env):
    return Response.new(body(request))
