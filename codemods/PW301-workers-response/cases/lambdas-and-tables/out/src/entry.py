from js import Response as JsResponse
from workers import Response

ROUTES = {
    "/": lambda request: Response("index"),
    "/about": lambda request: Response("about", status=200),
}
make = JsResponse.new


async def on_fetch(request, env):
    handler = ROUTES.get("/")
    return handler(request) if handler else make("not found")
