from js import Request, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        copy = Request.new(request.js_object, headers=request.js_object.headers)
        return await fetch(copy)
