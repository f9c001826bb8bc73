from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def queue(self, batch, env=None, ctx=None):
        for message in batch.messages:
            message.ack()

    async def scheduled(self, controller, env=None, ctx=None):
        print(controller.cron)
