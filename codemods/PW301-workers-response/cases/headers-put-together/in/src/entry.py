from js import Headers, Response, fetch

BASE = {"x-from": "worker"}


def with_update(extra):
    headers = {"content-type": "text/plain"}
    headers.update(extra)
    headers |= {"x-extra": "yes"}
    if extra:
        headers["x-more"] = "no"
    return Response.new("updated", headers=headers)


def union(kind):
    return Response.new("union", headers=Headers.new((BASE | {"content-type": kind}).items()))


def comprehended(names):
    return Response.new("comprehended", headers={name.lower(): "1" for name in names})


async def handed_on():
    answer = await fetch("https://example.com/")
    return Response.new(await answer.text(), status=answer.status, headers=answer.headers)


def copied():
    headers = BASE.copy()
    return Response.new("copied", {"headers": Headers.new(headers.items()), "status": 200})


def either(request):
    headers = Headers.new({"a": "b"}.items()) if request.method == "GET" else None
    return Response.new("either", status=200, headers=headers or [["c", "d"]])
