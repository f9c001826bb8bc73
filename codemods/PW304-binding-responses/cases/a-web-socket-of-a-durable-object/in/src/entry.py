from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        stub = self.env.COUNTER.getByName("a")
        answer = await stub.fetch(request)
        if answer.status == 101:
            return Response(None, status=101, web_socket=answer.webSocket)
        return answer
