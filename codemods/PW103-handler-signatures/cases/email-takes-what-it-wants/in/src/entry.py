from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def email(self, message):
        print(message.to)
