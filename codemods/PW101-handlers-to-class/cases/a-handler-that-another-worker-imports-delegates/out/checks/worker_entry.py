from workers import Response, WorkerEntrypoint

from backend.entry import on_fetch as real_on_fetch


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "DELETE":
            return Response("reset")
        return await real_on_fetch(request, self.env)
