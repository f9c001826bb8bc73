from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "PUT":
            return Response("no", status=405, status_text="No")
        return Response("hello", status=200, headers={"a": "b"})
