import re

from js import Headers, Response


class Router:
    def __init__(self):
        self.routes = []

    def route(self, method, pattern):
        def decorator(function):
            self.routes.append((method, re.compile(pattern + "$"), function))
            return function

        return decorator

    async def dispatch(self, request, env):
        path = "/" + request.url.split("/", 3)[3]
        for method, pattern, function in self.routes:
            found = pattern.match(path)
            if found and method == request.method:
                return await function(request, env, **found.groupdict())
        return text("not found", 404)


def text(body, status=200):
    return Response.new(body, status=status, headers=Headers.new({"content-type": "text/plain; charset=utf-8"}.items()))


def make_handler(router):
    async def handle(request, env):
        try:
            return await router.dispatch(request, env)
        except ValueError as error:
            return text(f"bad request: {error}", 400)

    return handle
