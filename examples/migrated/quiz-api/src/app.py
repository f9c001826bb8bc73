import json

from pyodide.ffi import JsException
from workers import Response, WorkerEntrypoint

from questions import public, score


def reply(payload, status=200):
    return Response(
        json.dumps(payload),
        status=status,
        headers={"Content-Type": "application/json"},
    )


def player_name(payload):
    if "player" not in payload:
        return "anonymous"
    player = payload["player"]
    nick = player.get("nick")
    return nick or player["name"]


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "GET" and request.url.endswith("/questions"):
            return reply(public())

        if request.method == "GET":
            name = request.url.split("/")[-1]
            best = await self.env.SCORES.get(name)
            return reply({"player": name, "best": int(best or 0)})

        try:
            payload = await request.json()
        except (JsException, ValueError) as e:
            return reply({"error": "invalid JSON"}, 400)

        name = player_name(payload)
        points = score(payload["answers"])
        settings = payload["settings"] if "settings" in payload else {}
        best = int(await self.env.SCORES.get(name) or 0)
        if points > best and not settings.get("practice"):
            await self.env.SCORES.put(name, str(points))
            best = points
        return reply({"player": name, "points": points, "best": best, "answered": len(payload["answers"])})
