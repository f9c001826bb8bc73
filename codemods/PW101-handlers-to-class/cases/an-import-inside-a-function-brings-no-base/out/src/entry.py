import json
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "PUT":
            from js import Response

            return Response.new("", status=405)
        return respond({"name": self.env.NAME})


def respond(data):
    from js import Response

    return Response.new(json.dumps(data))
