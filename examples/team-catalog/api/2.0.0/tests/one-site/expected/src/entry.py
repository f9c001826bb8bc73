"""The handlers of the Worker; the work is done in the other modules."""

from urllib.parse import urlsplit

from workers import WorkerEntrypoint

import errors
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
            return errors.response(errors.ApiError(404, "not found"))
        try:
            return await handler(request, self.env)
        except errors.ApiError as error:
            return errors.response(error)

    async def scheduled(self, controller, env=None, ctx=None):
        await notes.tidy(self.env)
