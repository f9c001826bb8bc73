from workers import WorkerEntrypoint as Base


class Common(Base):
    async def helper(self):
        return 1


class Default(Common):
    async def fetch(self, request):
        return await self.helper()
