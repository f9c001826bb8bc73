import json
from urllib.parse import parse_qs, urlparse

from js import Object, Response
from pyodide.ffi import to_js


def answer(payload, status=200):
    init = to_js(
        {
            "status": status,
            "headers": {"content-type": "application/json; charset=utf-8"},
        },
        dict_converter=Object.fromEntries,
    )
    return Response.new(json.dumps(payload, ensure_ascii=False), init)


async def on_fetch(request, env):
    query = parse_qs(urlparse(request.url).query)
    if "code" in query:
        row = await env.DB.prepare("SELECT place, canton FROM zip WHERE code = ?").bind(query["code"][0]).first()
        if not row:
            return answer({"error": "unknown code"}, 404)
        return answer({"place": row.place, "canton": row.canton})
    if "place" in query:
        found = await env.DB.prepare("SELECT code FROM zip WHERE place = ? ORDER BY code").bind(query["place"][0]).all()
        return answer([row.code for row in found.results])
    return answer({"error": "?code= or ?place="}, 400)
