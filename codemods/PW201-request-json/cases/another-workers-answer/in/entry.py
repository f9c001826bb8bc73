async def on_fetch(request, env):
    answer = await env.SERVICE.fetch("https://other/")
    found = (await answer.json()).to_py()
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    count = await (await stub.fetch("https://counter/")).json()
    return found["name"], count.value
