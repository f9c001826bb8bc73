from workers import WorkerEntrypoint

from watch import watched


class Default(WorkerEntrypoint):
    @watched
    async def fetch(self, request): ...

    @watched
    async def queue(self, batch, env=None, ctx=None): ...
