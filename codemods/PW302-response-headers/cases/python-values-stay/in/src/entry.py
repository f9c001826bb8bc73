from workers import Response, WorkerEntrypoint

HEADERS = [("set-cookie", "a=1"), ("set-cookie", "b=2")]


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "PUT":
            return Response("no", 405)
        if request.method == "POST":
            return Response("no", 405, "No", {"allow": "GET"})
        return Response("hello", headers=HEADERS)
