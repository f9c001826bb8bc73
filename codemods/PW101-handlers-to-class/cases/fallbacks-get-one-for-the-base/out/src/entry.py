import json

try:
    from js import Response
    from workers import WorkerEntrypoint
except (ImportError, AttributeError):
    # Tests run without a Worker.
    Response = None  # never called there
    WorkerEntrypoint = object


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        body = json.dumps({"name": self.env.NAME})
        return body if Response is None else Response.new(body)
