try:
    from workers import WorkerEntrypoint
except ImportError:
    class WorkerEntrypoint:
        """Stands in for the SDK's in tests."""


class Default(WorkerEntrypoint):
    async def scheduled(self, controller):
        print(controller.cron)
