from workers import Response

ROUTES = {}


def hello(request):
    return Response("hello", status=200)


async def on_fetch(request, env):
    ROUTES["/"] = hello
    handler = ROUTES["/"]
    response = handler(request)
    response.js_object.headers.set("x-served-by", "worker")
    return response
