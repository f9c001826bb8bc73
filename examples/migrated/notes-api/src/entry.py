import json
from js import Headers, JSON, Object, Response, console
from pyodide.ffi import to_js
from urllib.parse import urlparse

from notes import list_notes, save_note


def as_js(value):
    return to_js(value, dict_converter=Object.fromEntries)


def reply(data, status=200):
    headers = Headers.new({"content-type": "application/json"}.items())
    return Response.new(json.dumps(data), status=status, headers=headers)


async def on_fetch(request, env, ctx):
    """Serve the notes API."""
    path = urlparse(request.url).path
    if request.method == "POST" and path == "/notes":
        note = await request.json()
        if not note.title:
            return reply({"error": "title is required"}, 400)
        await save_note(env, note.title, note.body)
        await env.EVENTS.send(as_js({"kind": "created", "title": note.title}))
        return reply({"ok": True}, 201)
    if path == "/notes":
        return reply({"notes": await list_notes(env)})
    if path.startswith("/last/"):
        return Response.new(await env.KV.get(f"last:{path[6:]}") or "none")
    return Response.new("Not found", {"status": 404})


async def on_scheduled(controller, env, ctx):
    rows = await env.DB.prepare("SELECT count(*) AS n FROM notes").all()
    count = json.loads(JSON.stringify(rows.results))[0]["n"]
    await env.KV.put("last:count", str(count))
    console.log(f"{env.APP_NAME}: {count} notes")


async def on_queue(batch, env):
    for message in batch.messages:
        event = message.body.to_py()
        await env.KV.put(f"last:{event['kind']}", event["title"])
        message.ack()
