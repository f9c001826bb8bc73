import json

# JavaScript's objects
from js import Object
# conversions
from pyodide.ffi import to_js

# web
from workers import Response

# Makes JavaScript of a dictionary.

def jsify(value):
    return to_js(value, dict_converter=Object.fromEntries)


async def on_fetch(request, env):
    await env.KV.put("a", "b", jsify({"expirationTtl": 60}))

    # as JSON
    from js import JSON

    row = await env.DB.prepare("SELECT 1 AS one").first()

    # to Python
    row = row.to_py()

    found = await env.DB.prepare("SELECT 1").all()
    return Response(json.dumps([row, json.loads(JSON.stringify(found.results))]))
