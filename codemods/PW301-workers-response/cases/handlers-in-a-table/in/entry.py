import json

from js import Headers, Response

from notes import list_notes, save_note

ROUTES = {
    ("GET", "/notes"): list_notes,
    ("POST", "/notes"): save_note,
}


def cors():
    return Headers.new({"content-type": "application/json"}.items())


async def on_fetch(request, env):
    headers = cors()
    handler = ROUTES.get((request.method, request.url))
    if handler:
        return await handler(request, env, headers)
    return Response.new("no", status=404, headers=headers)
