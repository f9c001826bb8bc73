import json

from workers import Response


def cors():
    return {"access-control-allow-origin": "*"}


def respond(body, status=200, headers=None):
    return Response(body, status=status, headers=headers)


def error(message, status):
    return respond(json.dumps({"error": message}), status, cors())


async def on_fetch(request, env):
    if request.method == "POST":
        return error("no", 405)
    return respond("hello", headers={"content-type": "text/plain"})
