from js import JSON, Object, Response
import json


async def flag(env, name):
    value = await env.FLAGS.get(name)
    if value:
        return value == "on"
    defaults = env.DEFAULTS.to_py()
    return defaults.get(name)


async def on_fetch(request, env):
    name = request.url.split("/")[3]
    head = Object.fromEntries([["content-type", "application/json"], ["x-stage", env.STAGE]])
    if not name:
        return Response.new(JSON.stringify(env.DEFAULTS), headers=head)
    if request.method == "PUT":
        state = await request.text()
        if state not in ("on", "off"):
            return Response.new(json.dumps({"error": "on or off"}), status=400, headers=head)
        await env.FLAGS.put(name, state)
    value = await flag(env, name)
    if value is None:
        return Response.new(json.dumps({"error": f"no flag {name}"}), status=404, headers=head)
    return Response.new(json.dumps({name: value}), headers=head)
