from js import Object
from pyodide.ffi import to_js


async def on_fetch(request, env):
    await env.QUEUE.send(
        to_js(
            {
                "text": """
    as it is
""",
                "list": [
                    1,
                ],
            },
            dict_converter=Object.fromEntries,
        )
    )
    await env.QUEUE.send(to_js({
        "a": 1,
    }, dict_converter=Object.fromEntries))
    await env.KV.put("k", "v", to_js(  # options
        {"expirationTtl": 60},
    ))
