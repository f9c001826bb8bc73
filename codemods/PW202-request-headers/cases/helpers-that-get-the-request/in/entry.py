def authorised(req):
    return req.headers.has("authorization")


class Router:
    def __init__(self):
        self.routes = []

    def route(self, path):
        def register(handler):
            self.routes.append((path, handler))
            return handler

        return register

    async def dispatch(self, request, env):
        for path, handler in self.routes:
            if request.url.endswith(path):
                return await handler(request, env)


router = Router()


@router.route("/who")
async def who(request, env):
    return [value for name, value in request.headers if authorised(request)]


async def on_fetch(request, env):
    return await router.dispatch(request, env)
