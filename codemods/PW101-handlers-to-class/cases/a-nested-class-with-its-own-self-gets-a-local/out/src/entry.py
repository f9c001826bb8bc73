from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        env = self.env

        class Store:
            def get(self, key):
                return env.KV.get(key)

        return Response(await Store().get("a"))
