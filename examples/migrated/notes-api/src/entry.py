import json
from js import console
from workers import Response, WorkerEntrypoint
from urllib.parse import urlparse

from notes import list_notes, save_note


def reply(data, status=200):
    headers = {"content-type": "application/json"}
    return Response(json.dumps(data), status=status, headers=headers)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        """Serve the notes API."""
        path = urlparse(request.url).path
        if request.method == "POST" and path == "/notes":
            note = await request.json()
            if not note["title"]:
                return reply({"error": "title is required"}, 400)
            await save_note(self.env, note["title"], note["body"])
            await self.env.EVENTS.send({"kind": "created", "title": note["title"]})
            return reply({"ok": True}, 201)
        if path == "/notes":
            return reply({"notes": await list_notes(self.env)})
        if path.startswith("/last/"):
            return Response(await self.env.KV.get(f"last:{path[6:]}") or "none")
        return Response("Not found", status=404)

    async def scheduled(self, controller, env=None, ctx=None):
        rows = await self.env.DB.prepare("SELECT count(*) AS n FROM notes").all()
        count = rows.results[0]["n"]
        await self.env.KV.put("last:count", str(count))
        console.log(f"{self.env.APP_NAME}: {count} notes")

    async def queue(self, batch, env=None, ctx=None):
        for message in batch.messages:
            event = message.body
            await self.env.KV.put(f"last:{event['kind']}", event["title"])
            message.ack()
