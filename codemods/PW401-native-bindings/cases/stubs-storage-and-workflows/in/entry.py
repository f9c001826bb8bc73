from workers import DurableObject, WorkerEntrypoint, WorkflowEntrypoint


class Counter(DurableObject):
    def __init__(self, ctx, env):
        super().__init__(ctx, env)
        self.storage = ctx.storage

    async def read(self):
        state = await self.storage.get("state")
        other = (await self.ctx.storage.get("other")).to_py()
        every = (await self.ctx.storage.list()).to_py()
        rows = self.ctx.storage.sql.exec("SELECT 1").toArray().to_py()
        one = self.ctx.storage.sql.exec("SELECT 1").one()
        return state.to_py(), other, every, rows, one.to_py(), [row.to_py() for row in self.storage.sql.exec("SELECT 1")]


class Flow(WorkflowEntrypoint):
    async def run(self, event, step):
        payload = event["payload"].to_py()

        @step.do("load")
        async def load():
            return {"id": payload["id"]}

        loaded = await load()
        return loaded.to_py()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        stub = self.env.COUNTER.getByName("a")
        known = await stub.read()
        price = await self.env.SERVICE.price("x")
        return known.to_py(), price.to_py()
