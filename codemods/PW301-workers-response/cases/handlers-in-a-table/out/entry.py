import json

from workers import Response

from notes import list_notes, save_note

ROUTES = {
    ("GET", "/notes"): list_notes,
    ("POST", "/notes"): save_note,
}


def cors():
    return {"content-type": "application/json"}


async def on_fetch(request, env):
    headers = cors()
    handler = ROUTES.get((request.method, request.url))
    if handler:
        return await handler(request, env, headers)
    return Response("no", status=404, headers=headers)
