from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")


# The runtime of last year asks for this.
def on_fetch(request, env, ctx):
    return Default().fetch(request)
