from js import Headers, Response


async def on_fetch(request, env):
    if request.method == "GET":
        return Response.new(
            "hello",
            {"status": 200, "statusText": env.TEXT}
        )
    if request.method == "HEAD":
        return Response.new(None, {
            "status": 204,
        })
    return Response.new("no", {
        "status": 405,
        "headers": Headers.new({"allow": "GET", "content-type": "text/plain", "x-text": env.TEXT}.items()),
    })
