import json

from js import Headers


async def on_fetch(request, env):
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    await stub.fetch("https://counter/", method="POST")
    await stub.fetch("https://counter/", method="POST", headers={"a": "b"})
    await stub.fetch(
        "https://counter/",
        method="POST",
        headers=Headers.new({"a": "b"}.items()),
        body=json.dumps({"a": 1}),
    )
    await env.SERVICE.fetch("https://other/")
    common = {"redirect": "manual"}
    await env.SERVICE.fetch("https://other/", method="PUT", **common)
