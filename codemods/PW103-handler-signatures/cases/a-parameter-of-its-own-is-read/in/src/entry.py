from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def scheduled(self, controller, env, ctx, limit=10):
        print(controller.cron, env.NAME, limit)
