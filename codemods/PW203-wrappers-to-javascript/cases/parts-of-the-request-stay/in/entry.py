from js import Object, URL, console, fetch


async def on_fetch(request, env):
    console.log(request.url, request)
    return await fetch("https://example.com/", method=request.method, body=request.body, cf=request.cf)
