from workers import Response, WorkerEntrypoint

from web import page


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if "page" in request.url:
            return page("x")
        if "dotted" in request.url:
            return Response("dotted", status=202)
        return Response("alias", status=203)
