from workers import Response


class Default:
    def __init__(self, env):
        self.env = env

    async def fetch(self, request):
        return Response(self.env.NAME)


async def on_fetch(request, env):
    return await Default(env).fetch(request)
