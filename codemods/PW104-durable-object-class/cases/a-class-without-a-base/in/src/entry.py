from workers import Response


class Counter:
    def __init__(self, state, env):
        """Remember."""
        self.state = state
        self.count = 0

    async def fetch(self, request):
        self.count = await self.state.storage.get("count")
        return Response(str(self.count))
