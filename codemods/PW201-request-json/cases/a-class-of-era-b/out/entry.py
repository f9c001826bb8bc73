from workers import DurableObject, WorkerEntrypoint


class Counter(DurableObject):
    async def fetch(self, request):
        step = await request.json()
        return step["by"]


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        update = await request.json()
        return await self.handle(update)

    async def handle(self, update):
        return update["message"]["text"]
