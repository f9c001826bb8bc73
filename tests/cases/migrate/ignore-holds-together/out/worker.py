import json
from js import Response

async def on_fetch(request, env):
    """
    Main request handler
    """
    if request.url.endswith("/json"):
        return Response.new(json.dumps({"hello": "world"}), {
            "status": 200
        })
    return Response.new("Hello World!")

# Export the handler for Cloudflare Workers
export = {
    "fetch": on_fetch
}
