import json

try:
    from js import Response
except (ImportError, AttributeError):
    # Tests run without a Worker.
    Response = None  # never called there


async def on_fetch(request, env):
    body = json.dumps({"name": env.NAME})
    return body if Response is None else Response.new(body)
