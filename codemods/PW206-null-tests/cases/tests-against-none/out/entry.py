from js import URL
from pyodide.ffi import jsnull


async def on_fetch(request, env):
    params = URL.new(request.url).searchParams
    page, size = params.get("page"), params.get("size")
    if page is jsnull or size is not jsnull:
        return params.get("x") == jsnull
    return jsnull != size
