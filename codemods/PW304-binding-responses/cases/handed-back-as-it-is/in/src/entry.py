from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        page = await self.env.ASSETS.fetch(request)
        if page.status == 404 and page.headers.get("x-a") is None and "x-b" not in page.headers:
            page = await self.env.SERVICE.fetch(request)
        return page
