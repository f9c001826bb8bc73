from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")


async def on_fetch(request, env, ctx):
    print(request.url)
    return await Default(ctx, env).fetch(request)
