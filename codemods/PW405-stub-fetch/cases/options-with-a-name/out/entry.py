async def on_fetch(request, env):
    options = {"method": "POST"}
    options["body"] = "{}"
    await env.SERVICE.fetch("https://other/", **options)
    await env.ASSETS.fetch(request.url, **options)
