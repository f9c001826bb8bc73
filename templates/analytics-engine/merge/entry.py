from workers import WorkerEntrypoint

import metrics


class Default(WorkerEntrypoint):
    @metrics.measured
    async def fetch(self, request): ...
