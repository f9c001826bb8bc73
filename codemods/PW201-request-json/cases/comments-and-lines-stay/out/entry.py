async def on_fetch(request, env):
    data = await request.json()
    return (
        data  # the payload
        ["user"]
        ["name"]
    )
