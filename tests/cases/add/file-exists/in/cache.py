"""Mine."""


async def respond(request, env):
    """Never."""
    return None
