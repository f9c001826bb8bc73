import json

from js import Headers, Response


def cors():
    return Headers.new({"access-control-allow-origin": "*"}.items())


def respond(body, status=200, headers=None):
    return Response.new(body, status=status, headers=headers)


def error(message, status):
    return respond(json.dumps({"error": message}), status, cors())


async def on_fetch(request, env):
    if request.method == "POST":
        return error("no", 405)
    return respond("hello", headers={"content-type": "text/plain"})
