from workers import Response


def alone(request):
    from workers import Response

    return Response("alone", status=404)


def with_others(request):
    return Response("others", headers={"a": "b"})


async def on_fetch(request, env):
    if request.method == "GET":
        return alone(request)
    return Response("dotted")
