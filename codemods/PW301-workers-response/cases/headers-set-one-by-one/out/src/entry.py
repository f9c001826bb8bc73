from js import Headers
from workers import Response


def only_set(origin):
    headers = {}
    headers["content-type"] = "text/plain"
    if origin:
        headers["access-control-allow-origin"] = origin
    return Response("ok", headers=headers)


def set_beside_given(origin):
    headers = {"content-type": "text/plain"}
    headers["vary"] = "origin"
    return Response("ok", status=200, headers=headers)


def appended(user):
    headers = Headers.new()
    headers.append("set-cookie", f"user={user}")
    headers.append("set-cookie", "seen=1")
    headers.set("location", "/")
    return Response(None, status=302, headers=headers)


def two_spellings():
    headers = Headers.new({"Content-Type": "text/html"}.items())
    headers.set("content-type", "text/plain")
    return Response("ok", headers=headers)
