import tools


async def on_fetch(request, env):
    return await env.DB.prepare("SELECT 1").all()
