from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    """Answers requests."""

    async def fetch(self, request):
        return Response(f"{Default.__name__} {request.url}")


def version(api: Default):
    return api.env.VERSION
