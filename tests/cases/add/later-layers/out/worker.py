"""The shop."""

from workers import Response, WorkerEntrypoint

import cache
import jobs
from watch import watched

# Prices are in cents.
PRICES = {"apple": 20}


class Default(WorkerEntrypoint):
    """Answers customers."""

    @watched
    async def fetch(self, request):
        """Name a price."""
        # What is there already is answered first.
        if (answer := await cache.respond(request, self.env)) is not None:
            return Response(answer)
        # The last part of the path is the fruit.
        fruit = request.url.rsplit("/", 1)[-1]
        return Response(str(PRICES.get(fruit, "?")))

    @watched
    async def queue(self, batch, env=None, ctx=None):
        await jobs.consume(batch, self.env)
