try:
    from js import Response
except ImportError:
    Response = None


class Response:
    @staticmethod
    def new(body, headers):
        return body, headers


async def on_fetch(request, env):
    return Response.new("hello", headers={"content-type": "text/plain"})
