from workers import Response, WorkerEntrypoint

class Default(WorkerEntrypoint):
    def fetch(self, request): return Response(self.env.NAME)
