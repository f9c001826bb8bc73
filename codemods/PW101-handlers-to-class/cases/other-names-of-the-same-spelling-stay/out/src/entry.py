from workers import Response, WorkerEntrypoint

env = "module"


def show(env):
    return env


class Default(WorkerEntrypoint):
    async def fetch(self, req):
        inner = lambda env: env
        pairs = [env for env in ["a"]]
        keywords = dict(env=self.env.A, other=settings.env)
        return Response(str([show(inner(self.env)), pairs, keywords, self.env.B]))
