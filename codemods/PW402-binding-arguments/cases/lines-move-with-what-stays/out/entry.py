from pyodide.ffi import to_js


async def on_fetch(request, env):
    await env.QUEUE.send(
        {
            "text": """
    as it is
""",
            "list": [
                1,
            ],
        }
    )
    await env.QUEUE.send({
        "a": 1,
    })
    await env.KV.put("k", "v", to_js(  # options
        {"expirationTtl": 60},
    ))
