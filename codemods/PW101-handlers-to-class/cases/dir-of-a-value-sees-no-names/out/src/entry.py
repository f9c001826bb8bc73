import workers
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        print(dir(workers), vars(request))
        return Response(self.env.NAME)
