from cloudflare import Cloudflare
from cloudflare.types.workers import script
from workers import Response, WorkerEntrypoint

NOTE = "from cloudflare.workers import Response"


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        client = Cloudflare(api_token=self.env.TOKEN)
        return Response(f"{NOTE} {script} {client}")
