from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "GET":
            return Response(
                "hello",
                status=200,
                status_text=self.env.TEXT
            )
        if request.method == "HEAD":
            return Response(None, status=204)
        return Response(
            "no",
            status=405,
            headers={"allow": "GET", "content-type": "text/plain", "x-text": self.env.TEXT},
        )
