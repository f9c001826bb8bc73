from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "PUT":
            return Response.json({"error": "no"}, status=405)
        return Response("hello", headers={"content-type": "text/plain"})
