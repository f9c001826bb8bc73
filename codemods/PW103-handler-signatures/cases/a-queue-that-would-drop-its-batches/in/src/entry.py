from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def queue(self, batch):
        for message in batch.messages:
            message.ack()

    async def scheduled(self, controller):
        print(controller.cron)
