from workers import WorkerEntrypoint

import jobs


class Default(WorkerEntrypoint):
    async def queue(self, batch, env=None, ctx=None):
        await jobs.consume(batch, self.env)
