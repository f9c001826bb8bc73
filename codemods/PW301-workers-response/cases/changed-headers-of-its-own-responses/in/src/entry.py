from js import Response

ROUTES = {}


def hello(request):
    return Response.new("hello", {"status": 200})


async def on_fetch(request, env):
    ROUTES["/"] = hello
    handler = ROUTES["/"]
    response = handler(request)
    response.headers.set("x-served-by", "worker")
    return response
