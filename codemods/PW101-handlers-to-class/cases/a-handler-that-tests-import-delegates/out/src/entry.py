from workers import Response, WorkerEntrypoint


def on_fetch(request, env):
    return Response("ok")


class Default(WorkerEntrypoint):
    def fetch(self, request):
        return on_fetch(request, self.env)
