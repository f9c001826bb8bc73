from js import URLSearchParams


def page(params):
    value = params.get("page")
    return 1 if value is None else int(value)


async def on_fetch(request, env):
    return page(URLSearchParams.new(request.url.split("?")[1]))
