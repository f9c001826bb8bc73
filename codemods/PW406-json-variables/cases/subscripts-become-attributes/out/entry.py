def size(config):
    return config.b.c[0]


async def on_fetch(request, env):
    return env.CONFIG.a, size(env.CONFIG), f"{env.CONFIG.b}", (env.CONFIG).a
