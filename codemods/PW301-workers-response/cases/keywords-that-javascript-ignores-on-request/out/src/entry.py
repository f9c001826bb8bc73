from workers import Response


async def on_fetch(request, env):
    return Response("no", status=405, headers={"allow": "GET"})
