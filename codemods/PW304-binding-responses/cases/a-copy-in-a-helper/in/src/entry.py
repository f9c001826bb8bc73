from js import Headers, Response, fetch


def secure(response):
    copy = Response.new(response.body, response)
    copy.headers.set("x-frame-options", "DENY")
    return copy


async def on_fetch(request, env):
    page = await env.ASSETS.fetch(request)
    if page.status == 404:
        page = await env.ASSETS.fetch("https://example.com/404.html")
    return secure(page)
