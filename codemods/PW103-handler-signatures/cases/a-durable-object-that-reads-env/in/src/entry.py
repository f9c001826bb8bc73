from workers import DurableObject, Response


class Room(DurableObject):
    async def fetch(self, request, env, ctx):
        return Response(env.NAME)
