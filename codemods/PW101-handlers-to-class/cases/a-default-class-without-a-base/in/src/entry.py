from js import Response


class Default:
    async def fetch(self, request, env):
        return Response.new("hello")
