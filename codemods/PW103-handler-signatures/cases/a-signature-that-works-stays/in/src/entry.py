from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request, env, ctx):
        return Response(self.env.NAME)

    async def scheduled(self, controller, env, ctx):
        print(self.env.NAME)

    async def queue(self, batch, *rest):
        print(len(batch.messages))
