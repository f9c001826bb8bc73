try:
    from js import Response
    from workers import WorkerEntrypoint
except ImportError as error:
    raise RuntimeError("only runs in a Worker") from error


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response.new(self.env.NAME)
