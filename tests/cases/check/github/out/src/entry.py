"""The handlers of the Worker; the work is done in the other modules."""

import json
from urllib.parse import urlsplit

from workers import Response, WorkerEntrypoint

import notes
from router import Router

router = Router()
router.add("GET", "/api/notes", notes.index)
router.add("POST", "/api/notes", notes.create)
router.add("GET", "/health", notes.health)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = urlsplit(request.url).path
        handler = router.find(request.method, path)
        if handler is None:
            return Response(json.dumps({"error": "not found"}), status=404)
        return await handler(request, self.env)

    async def scheduled(self, controller, env=None, ctx=None):
        await notes.tidy(self.env)

    async def queue(self, batch, env=None, ctx=None):
        for message in batch.messages:
            message.ack()
