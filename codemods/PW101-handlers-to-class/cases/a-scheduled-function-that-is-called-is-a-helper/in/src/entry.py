from workers import Response, WorkerEntrypoint


def scheduled(event, env):
    return event


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(scheduled("a", self.env)))
