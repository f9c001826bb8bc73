from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, ctx, env):
        super().__init__(ctx, env)
        self.count = 0
        self.storage = ctx.storage
        self.id = ctx.id
