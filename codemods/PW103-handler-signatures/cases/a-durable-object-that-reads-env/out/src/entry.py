from workers import DurableObject, Response


class Room(DurableObject):
    async def fetch(self, request):
        return Response(self.env.NAME)
