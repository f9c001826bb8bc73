import json
from workers import Response, WorkerEntrypoint

class Default(WorkerEntrypoint):
    async def fetch(self, request):
        """
        Main request handler
        """
        if request.url.endswith("/json"):
            return Response(json.dumps({"hello": "world"}), status=200)
        return Response("Hello World!")
