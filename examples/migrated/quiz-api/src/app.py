import json

from js import Object, Response
from pyodide.ffi import JsException, to_js

from questions import public, score


def reply(payload, status=200):
    return Response.new(
        json.dumps(payload),
        to_js({"status": status, "headers": {"Content-Type": "application/json"}}, dict_converter=Object.fromEntries),
    )


def player_name(payload):
    if not hasattr(payload, "player"):
        return "anonymous"
    player = payload.player
    nick = getattr(player, "nick", None)
    return nick or player.name


async def on_fetch(request, env):
    if request.method == "GET" and request.url.endswith("/questions"):
        return reply(public())

    if request.method == "GET":
        name = request.url.split("/")[-1]
        best = await env.SCORES.get(name)
        return reply({"player": name, "best": int(best or 0)})

    try:
        payload = await request.json()
    except JsException as e:
        return reply({"error": "invalid JSON"}, 400)

    name = player_name(payload)
    points = score(payload.answers)
    settings = payload.settings.to_py() if hasattr(payload, "settings") else {}
    best = int(await env.SCORES.get(name) or 0)
    if points > best and not settings.get("practice"):
        await env.SCORES.put(name, str(points))
        best = points
    return reply({"player": name, "points": points, "best": best, "answered": len(payload.answers)})
