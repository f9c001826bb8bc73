"""Notes in KV."""

import json


def key(note):
    """Where a note is kept."""
    return f"note:{note['created']}"


async def all_notes(env):
    """Every note, oldest first."""
    notes = []
    cursor = None
    while True:
        listed = await env.NOTES.list(prefix="note:", cursor=cursor)
        for entry in listed["keys"]:
            notes.append(json.loads(await env.NOTES.get(entry["name"])))
        if listed["list_complete"]:
            return notes
        cursor = listed["cursor"]


async def put(env, note):
    """Keeps a note."""
    await env.NOTES.put(key(note), json.dumps(note))


async def remove(env, note):
    """Forgets a note."""
    await env.NOTES.delete(key(note))
