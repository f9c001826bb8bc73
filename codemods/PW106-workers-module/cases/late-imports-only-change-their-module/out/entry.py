from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        # Only where it is needed.
        from workers import Response

        return Response("ok")

    async def again(self):
        import workers as platform

        return platform.Response("again")
