from js import Headers, fetch


async def ask(url, headers):
    return await fetch(url, headers=headers)


async def on_fetch(request, env):
    await ask("https://example.com/", Headers.new({"a": "b"}.items()))
    return await ask("https://example.com/", {"a": "b"})
