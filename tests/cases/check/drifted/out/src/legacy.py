"""Notes in memory, as long as the isolate lives."""

NOTES = []


async def all_notes(env):
    """Every note, oldest first."""
    return list(NOTES)


async def put(env, note):
    """Keeps a note."""
    NOTES.append(note)


async def remove(env, note):
    """Forgets a note."""
    NOTES.remove(note)
