import re

from workers import Response


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
    return Response(body, status=status, headers={"content-type": "text/plain; charset=utf-8"})


def make_handler(router):
    async def handle(request, env):
        try:
            return await router.dispatch(request, env)
        except ValueError as error:
            return text(f"bad request: {error}", 400)

    return handle
