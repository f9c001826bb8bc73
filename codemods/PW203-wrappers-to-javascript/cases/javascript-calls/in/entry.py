import js
from js import Headers, HTMLRewriter, Object, Request, URL, fetch
from pyodide.ffi import to_js


async def on_fetch(request, env):
    url = URL.new(request.url)
    copy = Request.new(request, to_js({"method": "POST"}, dict_converter=Object.fromEntries))
    again = js.Request.new("https://b.example.com/", request)
    headers = Headers.new(request.headers)
    options = await js.fetch(url, to_js({"headers": request.headers, "method": request.method}))
    first = await fetch(request if request.method == "GET" else again)
    return first, copy, headers, options
