from workers import DurableObject, WorkerEntrypoint, WorkflowEntrypoint


class Counter(DurableObject):
    def __init__(self, ctx, env):
        super().__init__(ctx, env)
        self.storage = ctx.storage

    async def read(self):
        state = await self.storage.get("state")
        other = await self.ctx.storage.get("other")
        every = await self.ctx.storage.list()
        rows = self.ctx.storage.sql.exec("SELECT 1").toArray()
        one = self.ctx.storage.sql.exec("SELECT 1").one()
        return state, other, every, rows, one, [row for row in self.storage.sql.exec("SELECT 1")]


class Flow(WorkflowEntrypoint):
    async def run(self, event, step):
        payload = event["payload"]

        @step.do("load")
        async def load():
            return {"id": payload["id"]}

        loaded = await load()
        return loaded


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        stub = self.env.COUNTER.getByName("a")
        known = await stub.read()
        price = await self.env.SERVICE.price("x")
        return known, price
