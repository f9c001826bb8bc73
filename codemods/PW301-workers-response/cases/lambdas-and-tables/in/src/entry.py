from js import Response

ROUTES = {
    "/": lambda request: Response.new("index"),
    "/about": lambda request: Response.new("about", {"status": 200}),
}
make = Response.new


async def on_fetch(request, env):
    handler = ROUTES.get("/")
    return handler(request) if handler else make("not found")
