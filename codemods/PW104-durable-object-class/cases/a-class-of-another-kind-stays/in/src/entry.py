from workers import Response, WorkerEntrypoint


class Session:
    def __init__(self, state, env):
        self.state = state
        self.env = env


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(Session({}, self.env).state))
