from workers import Response


async def on_fetch(*args):
    return Response(str(len(args)))
