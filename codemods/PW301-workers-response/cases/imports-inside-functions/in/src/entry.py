def alone(request):
    from js import Response

    return Response.new("alone", {"status": 404})


def with_others(request):
    from js import Headers, Response

    return Response.new("others", headers=Headers.new({"a": "b"}.items()))


async def on_fetch(request, env):
    import js

    if request.method == "GET":
        return alone(request)
    return js.Response.new("dotted")
