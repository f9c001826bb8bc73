def js_to_py(value):
    if value is None or str(value) == "null" or type(value).__name__ == "JsNull":
        return None
    if hasattr(value, "to_py"):
        return value.to_py()
    return value


async def on_fetch(request, env):
    return js_to_py(await env.KV.get("a", "json")), js_to_py(await env.BUCKET.get("b"))
