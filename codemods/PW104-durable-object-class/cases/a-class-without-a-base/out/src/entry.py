from workers import DurableObject, Response


class Counter(DurableObject):
    def __init__(self, ctx, env):
        """Remember."""
        super().__init__(ctx, env)
        self.count = 0

    async def fetch(self, request):
        self.count = await self.ctx.storage.get("count")
        return Response(str(self.count))
