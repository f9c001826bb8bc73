# All rights reserved.
import json

# --- the web ---

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        await self.env.KV.put("a", "b", {"expirationTtl": 60})
        row = await self.env.DB.prepare("SELECT 1 AS one").first()
        # The row, and all rows after it.
        found = await self.env.DB.prepare("SELECT 1").all()
        return Response(json.dumps([row, found.results]))
