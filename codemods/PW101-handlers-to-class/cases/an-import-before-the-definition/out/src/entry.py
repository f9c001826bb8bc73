from workers import Response, WorkerEntrypoint

try:
    from app import on_fetch
    HAS_APP = True
except ImportError:
    HAS_APP = False


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if not HAS_APP:
            return Response("not there", status=500)
        from app import on_fetch as app_on_fetch
        return await app_on_fetch(request, self.env)
