from js import Headers
from workers import Response


async def on_fetch(request, env):
    if request.method == "PUT":
        headers = {"allow": "GET"}
        return Response("no", status=405, headers=headers)
    if request.method == "POST":
        headers = Headers.new()
        headers.append("set-cookie", "a=1")
        headers.append("set-cookie", "b=2")
        return Response(None, status=302, headers=headers)
    headers = {"content-type": "text/plain"}
    if request.method == "OPTIONS":
        headers = {"content-type": "text/html"}
    return Response("hello", headers=headers)


def repeated(names):
    headers = {"a": "b"}
    made = []
    for name in names:
        made.append(Response(name, headers=headers))
        headers = Headers.new()
        headers.append("c", "d")
    return made
