from js import Headers, Response


def only_set(origin):
    headers = Headers.new()
    headers.set("content-type", "text/plain")
    if origin:
        headers.set("access-control-allow-origin", origin)
    return Response.new("ok", headers=headers)


def set_beside_given(origin):
    headers = Headers.new({"content-type": "text/plain"}.items())
    headers.set("vary", "origin")
    return Response.new("ok", status=200, headers=headers)


def appended(user):
    headers = Headers.new()
    headers.append("set-cookie", f"user={user}")
    headers.append("set-cookie", "seen=1")
    headers.set("location", "/")
    return Response.new(None, status=302, headers=headers)


def two_spellings():
    headers = Headers.new({"Content-Type": "text/html"}.items())
    headers.set("content-type", "text/plain")
    return Response.new("ok", headers=headers)
