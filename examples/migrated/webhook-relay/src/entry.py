import json
from urllib.parse import urlsplit

from js import fetch
from workers import Response, WorkerEntrypoint

import relay


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        parts = urlsplit(request.url)
        target = self.env.TARGET or f"{parts.scheme}://{parts.netloc}/sink"

        if parts.path == "/sink":
            seen = {
                "method": request.method,
                "type": request.headers.get("content-type") or "",
                "auth": request.headers.get("authorization") or "",
                "accept": request.headers.get("accept") or "",
                "body": await request.text(),
            }
            return Response(json.dumps(seen), status=200)

        if parts.path == "/hook":
            event = await request.json()
            status, reply = await relay.post_json(target, {"text": f"{event['user']}: {event['message']}"}, token="t0ken")
            return Response(json.dumps({"relayed": status, "reply": reply}))

        if parts.path == "/text":
            return Response(await relay.get_text(target))

        if parts.path == "/pass":
            return await relay.pass_on(request, target)

        if parts.path == "/status":
            upstream = await fetch(target)
            return Response(f"{upstream.status} {upstream.ok}")

        return Response("?", status=404)
