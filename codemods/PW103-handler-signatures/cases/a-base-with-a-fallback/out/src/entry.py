try:
    from workers import WorkerEntrypoint
except ImportError:
    class WorkerEntrypoint:
        """Stands in for the SDK's in tests."""


class Default(WorkerEntrypoint):
    async def scheduled(self, controller, env=None, ctx=None):
        print(controller.cron)
