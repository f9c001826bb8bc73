from js import caches
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        stub = self.env.COUNTER.get(self.env.COUNTER.idFromName("a"))
        answer = await stub.fetch(request)
        await caches.default.put(request.url, answer.clone())
        return answer
