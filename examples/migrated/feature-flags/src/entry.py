from js import JSON
from workers import Response, WorkerEntrypoint
import json


async def flag(env, name):
    value = await env.FLAGS.get(name)
    if value:
        return value == "on"
    defaults = env.DEFAULTS.to_py()
    return defaults.get(name)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        name = request.url.split("/")[3]
        head = [["content-type", "application/json"], ["x-stage", self.env.STAGE]]
        if not name:
            return Response(JSON.stringify(self.env.DEFAULTS), headers=head)
        if request.method == "PUT":
            state = await request.text()
            if state not in ("on", "off"):
                return Response(json.dumps({"error": "on or off"}), status=400, headers=head)
            await self.env.FLAGS.put(name, state)
        value = await flag(self.env, name)
        if value is None:
            return Response(json.dumps({"error": f"no flag {name}"}), status=404, headers=head)
        return Response(json.dumps({name: value}), headers=head)
