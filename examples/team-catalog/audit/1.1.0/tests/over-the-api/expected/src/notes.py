"""Notes: the routes below /api/notes."""

import json
import time

from workers import Response

from errors import ApiError

import store

MAX_LENGTH = 4000
PAGE_SIZE = 20


def answer(data, status=200):
    """A JSON response."""
    return Response(
        json.dumps(data),
        status=status,
        headers={"content-type": "application/json"},
    )


def check(note):
    """What is wrong with a note, or None."""
    if not note.get("text"):
        return "text is missing"
    if len(note["text"]) > MAX_LENGTH:
        return "text is too long"
    return None


async def index(request, env):
    """All notes."""
    found = await store.all_notes(env)
    return answer({"notes": found[:PAGE_SIZE]})


async def create(request, env):
    """Adds a note."""
    note = json.loads(await request.text())
    problem = check(note)
    if problem is not None:
        raise ApiError(400, problem)
    note["created"] = int(time.time())
    await store.put(env, note)
    return answer(note, status=201)


async def health(request, env):
    """For monitoring."""
    return answer({"status": "ok", "title": env.TITLE})


async def tidy(env):
    """Removes what is old."""
    for note in await store.all_notes(env):
        if note["created"] < time.time() - 30 * 86400:
            await store.remove(env, note)
