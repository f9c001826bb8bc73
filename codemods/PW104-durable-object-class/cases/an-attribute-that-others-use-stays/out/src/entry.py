from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, ctx, env):
        super().__init__(ctx, env)
        self.state = ctx

    async def peek(self, other):
        return other.state
