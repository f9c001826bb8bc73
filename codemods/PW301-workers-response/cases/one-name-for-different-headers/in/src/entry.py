from js import Headers, Object, Response
from pyodide.ffi import to_js


async def on_fetch(request, env):
    if request.method == "PUT":
        headers = Headers.new({"allow": "GET"}.items())
        return Response.new("no", status=405, headers=headers)
    if request.method == "POST":
        headers = Headers.new()
        headers.append("set-cookie", "a=1")
        headers.append("set-cookie", "b=2")
        return Response.new(None, status=302, headers=headers)
    headers = to_js({"content-type": "text/plain"}, dict_converter=Object.fromEntries)
    if request.method == "OPTIONS":
        headers = Headers.new({"content-type": "text/html"}.items())
    return Response.new("hello", headers=headers)


def repeated(names):
    headers = Headers.new({"a": "b"}.items())
    made = []
    for name in names:
        made.append(Response.new(name, headers=headers))
        headers = Headers.new()
        headers.append("c", "d")
    return made
