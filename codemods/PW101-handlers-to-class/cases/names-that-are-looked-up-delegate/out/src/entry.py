from workers import Response, WorkerEntrypoint


async def on_fetch(request, env):
    return Response("hello")


async def on_scheduled(event, env, ctx):
    print(event.cron)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)

    async def scheduled(self, event, env=None, ctx=None):
        return await on_scheduled(event, self.env, self.ctx)


def handler_of(kind):
    return globals()[f"on_{kind}"]
