from cloudflare import workers


class Default(workers.WorkerEntrypoint):
    async def fetch(self, request):
        return workers.Response("ok")
