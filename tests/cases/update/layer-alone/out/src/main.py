from workers import Response, WorkerEntrypoint

import audit


class Orders(WorkerEntrypoint):
    async def fetch(self, request):
        """Answers with the region."""
        audit.note(request, log=print)
        region = self.env.REGION
        return Response(region)
