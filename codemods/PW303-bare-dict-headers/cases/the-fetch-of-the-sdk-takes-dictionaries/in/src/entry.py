from workers import Response, WorkerEntrypoint, fetch


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = await fetch("https://example.com/", headers={"a": "b"})
        return Response(await answer.text(), headers={"c": "d"})
