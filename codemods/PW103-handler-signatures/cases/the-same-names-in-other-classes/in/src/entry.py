from workers import Response, WorkerEntrypoint


class Store:
    async def queue(self, batch):
        return batch

    def fetch(self, request, env):
        return env.NAME


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(Store().fetch(request, self.env))
