def has_settings(env):
    if any(name not in env.as_object_map() for name in ["DB", "KV"]):
        return False
    return True


async def on_fetch(request, env):
    return has_settings(env)
