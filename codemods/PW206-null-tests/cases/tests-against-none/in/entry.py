from js import URL


async def on_fetch(request, env):
    params = URL.new(request.url).searchParams
    page, size = params.get("page"), params.get("size")
    if page is None or size is not None:
        return params.get("x") == None
    return None != size
