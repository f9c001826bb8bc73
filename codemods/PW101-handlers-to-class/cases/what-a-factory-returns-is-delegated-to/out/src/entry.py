from workers import Response, WorkerEntrypoint


def make_handler(app):
    async def handle(request, env, ctx):
        return Response(app)

    return handle


on_fetch = make_handler("app")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env, self.ctx)
