import json

from js import Headers, Object
from pyodide.ffi import to_js


def as_js(value):
    return to_js(value, dict_converter=Object.fromEntries)


async def on_fetch(request, env):
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    await stub.fetch("https://counter/", {"method": "POST"})
    await stub.fetch("https://counter/", as_js({"method": "POST", "headers": {"a": "b"}}))
    await stub.fetch(
        "https://counter/",
        to_js(
            {
                "method": "POST",
                "headers": Headers.new({"a": "b"}.items()),
                "body": json.dumps({"a": 1}),
            },
            dict_converter=Object.fromEntries,
        ),
    )
    await env.SERVICE.fetch("https://other/", {})
    common = {"redirect": "manual"}
    await env.SERVICE.fetch("https://other/", {"method": "PUT", **common})
