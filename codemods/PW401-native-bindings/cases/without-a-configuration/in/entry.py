async def on_fetch(request, env):
    rows = (await env.MY_DB.prepare("SELECT 1").all()).results.to_py()
    value = (await env.STORE.get("a", "json")).to_py()
    stub = env.ROOMS.get(env.ROOMS.idFromName("a"))
    answer = await stub.fetch("https://room/")
    return rows, value, await answer.text(), env.LIMITS.to_py()
