from workers import Response, WorkerEntrypoint


def failed(message, status=500):
    options = {
        "status": status,
        "headers": {"content-type": "text/plain"},
    }
    converted = options
    return Response(message, **converted)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "OPTIONS":
            options = {"status": 204, "headers": {"allow": "GET"}}
            converted = options
            return Response(None, **converted)
        plain = {"status": 202, "status_text": "Taken"}
        if request.method == "PUT":
            return Response("later", **plain)
        return failed("no")
