from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    # pyworker: ignore[PW103] our base class calls it
    async def queue(self, batch):
        for message in batch.messages:
            message.ack()

    async def fetch(self, request):  # pyworker: ignore[PW103]
        return None
