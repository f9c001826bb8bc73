from workers import Response


async def on_fetch(request, env):
    return Response("hello")


async def on_scheduled(event, env, ctx):
    print(event.cron)


def handler_of(kind):
    return globals()[f"on_{kind}"]
