# wrangler wants the entry point here, the work is done in src/
from src.lookup import on_fetch  # noqa: F401
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)
