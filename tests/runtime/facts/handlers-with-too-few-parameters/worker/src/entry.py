"""`scheduled` and `queue` are called with three arguments, whether the method takes them or not; `fetch` is not."""

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self):
        await self.env.QUEUE.send({"a": 1})
        return Response("sent")

    async def scheduled(self, controller):
        print("scheduled ran")

    async def queue(self, batch):
        print("queue ran")
