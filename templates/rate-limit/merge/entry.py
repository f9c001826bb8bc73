from workers import WorkerEntrypoint

import limits


class Default(WorkerEntrypoint):
    @limits.limited
    async def fetch(self, request): ...
