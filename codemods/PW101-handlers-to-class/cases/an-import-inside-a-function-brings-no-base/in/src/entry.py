import json


async def on_fetch(request, env):
    if request.method == "PUT":
        from js import Response

        return Response.new("", status=405)
    return respond({"name": env.NAME})


def respond(data):
    from js import Response

    return Response.new(json.dumps(data))
