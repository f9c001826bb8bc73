from rows import plain


async def on_fetch(request, env):
    return plain(await env.DB.prepare("SELECT 1 AS one").first())
