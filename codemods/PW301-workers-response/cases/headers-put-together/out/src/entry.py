from js import fetch
from workers import Response

BASE = {"x-from": "worker"}


def with_update(extra):
    headers = {"content-type": "text/plain"}
    headers.update(extra)
    headers |= {"x-extra": "yes"}
    if extra:
        headers["x-more"] = "no"
    return Response("updated", headers=headers)


def union(kind):
    return Response("union", headers=BASE | {"content-type": kind})


def comprehended(names):
    return Response("comprehended", headers={name.lower(): "1" for name in names})


async def handed_on():
    answer = await fetch("https://example.com/")
    return Response(await answer.text(), status=answer.status, headers=answer.headers)


def copied():
    headers = BASE.copy()
    return Response("copied", headers=headers, status=200)


def either(request):
    headers = {"a": "b"} if request.method == "GET" else None
    return Response("either", status=200, headers=headers or [["c", "d"]])
