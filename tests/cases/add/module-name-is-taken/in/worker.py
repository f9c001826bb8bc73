"""The shop."""

from workers import Response, WorkerEntrypoint

# Prices are in cents.
PRICES = {"apple": 20}


class Default(WorkerEntrypoint):
    """Answers customers."""

    async def fetch(self, request):
        """Name a price."""
        # The last part of the path is the fruit.
        fruit = request.url.rsplit("/", 1)[-1]
        return Response(str(PRICES.get(fruit, "?")))
