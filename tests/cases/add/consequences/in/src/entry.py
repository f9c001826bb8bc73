from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def scheduled(self, event, env=None, ctx=None):
        print("the digest goes to", await self.env.READERS.get("all"))

    async def email(self, message, env=None, ctx=None):
        await message.forward(self.env.SENDER)
