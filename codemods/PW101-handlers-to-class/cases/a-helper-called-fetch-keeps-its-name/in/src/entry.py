from workers import Response, WorkerEntrypoint


async def fetch(url, retries=3):
    return url


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(await fetch(request.url))
