from workers import Response, WorkerEntrypoint


class Api(WorkerEntrypoint):
    """Answers requests."""

    async def fetch(self, request):
        return Response(f"{Api.__name__} {request.url}")


def version(api: Api):
    return api.env.VERSION
