import cloudflare.workers


class Default(cloudflare.workers.WorkerEntrypoint):
    async def fetch(self, request):
        return cloudflare.workers.Response("ok")
