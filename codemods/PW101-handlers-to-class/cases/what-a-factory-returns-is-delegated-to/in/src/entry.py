from workers import Response


def make_handler(app):
    async def handle(request, env, ctx):
        return Response(app)

    return handle


on_fetch = make_handler("app")
