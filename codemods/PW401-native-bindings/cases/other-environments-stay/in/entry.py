def render(env, name):
    return env.get_template(name).to_py()


def read(env):
    return env["DB"].to_py()


def unused(env):
    return env.DB, env.get("x").to_py()


async def on_fetch(request, env):
    return render, read
