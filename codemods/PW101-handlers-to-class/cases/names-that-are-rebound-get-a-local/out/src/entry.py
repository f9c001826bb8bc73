from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        """Docs."""
        env = self.env
        ctx = self.ctx
        env = wrap(env)

        def later():
            nonlocal ctx
            ctx = None

        later()
        return Response(env.X)


def wrap(env):
    return env
