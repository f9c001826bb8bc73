from workers import Response, WorkerEntrypoint

PLAIN = {"content-type": "text/plain"}


def cors():
    return {"access-control-allow-origin": "*"}


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "OPTIONS":
            return Response(None, headers=cors())
        if request.method == "PUT":
            return Response.json({"error": "no"}, status=405, headers={"allow": "GET"})
        if request.method == "POST":
            return Response("posted", headers={"allow": "GET"})
        return Response("hello", headers=PLAIN)
