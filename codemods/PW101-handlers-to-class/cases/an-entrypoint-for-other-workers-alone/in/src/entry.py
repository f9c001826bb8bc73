from workers import WorkerEntrypoint


class Prices(WorkerEntrypoint):
    async def price(self, article):
        return {"article": article, "price": 3}
