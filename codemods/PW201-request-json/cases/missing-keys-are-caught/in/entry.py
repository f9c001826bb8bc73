async def on_fetch(request, env):
    data = await request.json()
    try:
        name = data.name
    except AttributeError:
        name = "?"
    try:
        size = data.size
    except (AttributeError, TypeError) as error:
        size = str(error)
    try:
        kind = data.kind
    except Exception:
        kind = None
    return name, size, kind
