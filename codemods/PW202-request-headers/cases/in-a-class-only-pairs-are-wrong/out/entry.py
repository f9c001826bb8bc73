from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        for name in request.headers:
            print(name)
        for name, value in request.headers.items():
            print(name, value)
        return list(request.headers)
