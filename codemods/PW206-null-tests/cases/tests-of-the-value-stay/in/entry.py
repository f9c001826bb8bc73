from js import URL
from pyodide.ffi import jsnull


async def on_fetch(request, env):
    params = URL.new(request.url).searchParams
    page = params.get("page")
    if not page or page is jsnull:
        return params.get("x") or "default"
    return page == "1"
