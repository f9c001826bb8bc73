# All rights reserved.
from js import Object
from pyodide.ffi import to_js
import json

# --- the web ---
from js import JSON

from workers import Response


async def on_fetch(request, env):
    await env.KV.put("a", "b", to_js({"expirationTtl": 60}, dict_converter=Object.fromEntries))
    row = await env.DB.prepare("SELECT 1 AS one").first()
    # The row, and all rows after it.
    row = row.to_py()
    found = await env.DB.prepare("SELECT 1").all()
    return Response(json.dumps([row, json.loads(JSON.stringify(found.results))]))
