from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        print("somebody is here")
        if request.url.endswith("/fail"):
            raise ValueError("as you wish")
        return Response("ok")
