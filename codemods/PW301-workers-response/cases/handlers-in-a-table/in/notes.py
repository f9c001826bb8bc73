import json

from js import Response


async def list_notes(request, env, headers):
    return Response.new(json.dumps([]), headers=headers)


async def save_note(request, env, headers):
    return Response.new(
        json.dumps({"saved": True}),
        status=201,
        headers=headers
    )
