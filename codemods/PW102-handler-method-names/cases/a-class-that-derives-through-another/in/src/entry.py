from workers import WorkerEntrypoint as Base


class Common(Base):
    async def helper(self):
        return 1


class Default(Common):
    async def on_fetch(self, request):
        return await self.helper()
