import js
from js import Headers, HTMLRewriter, Object, Request, URL, fetch
from pyodide.ffi import to_js


async def on_fetch(request, env):
    url = URL.new(request.url)
    copy = Request.new(request.js_object, to_js({"method": "POST"}, dict_converter=Object.fromEntries))
    again = js.Request.new("https://b.example.com/", request.js_object)
    headers = Headers.new(request.js_object.headers)
    options = await js.fetch(url, to_js({"headers": request.js_object.headers, "method": request.method}))
    first = await fetch(request.js_object if request.method == "GET" else again)
    return first, copy, headers, options
