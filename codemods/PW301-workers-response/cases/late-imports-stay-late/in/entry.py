from replies import empty, reply


async def on_fetch(request, env):
    return reply({"a": 1}) if request.method == "GET" else empty()
