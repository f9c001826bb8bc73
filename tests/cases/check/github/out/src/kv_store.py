"""Notes in KV."""

import json


def key(note):
    """Where a note is kept."""
    return f"note:{note['created']}"


async def all_notes(env):
    """Every note, oldest first."""
    listed = await env.NOTES.list(prefix="note:")
    return [json.loads(await env.NOTES.get(entry["name"])) for entry in listed["keys"]]


async def put(env, note):
    """Keeps a note."""
    await env.NOTES.put(key(note), json.dumps(note))


async def remove(env, note):
    """Forgets a note."""
    await env.NOTES.delete(key(note))
