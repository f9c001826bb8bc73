from workers import Response


async def on_fetch(request):
    return Response("a")


async def on_scheduled(event):
    print(event)