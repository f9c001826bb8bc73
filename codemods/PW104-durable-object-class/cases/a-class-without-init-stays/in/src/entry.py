from workers import DurableObject


class Counter(DurableObject):
    async def value(self):
        return await self.ctx.storage.get("value")
