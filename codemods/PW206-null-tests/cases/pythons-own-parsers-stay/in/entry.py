from urllib.parse import parse_qs, urlparse


async def on_fetch(request, env):
    params = parse_qs(urlparse(request.url).query)
    return params.get("page") is None, request.headers.get("a") is None
