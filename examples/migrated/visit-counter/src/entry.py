from workers import Response, WorkerEntrypoint
from urllib.parse import urlparse
import json

# never counted
IGNORED = ("/favicon.ico", "/robots.txt")


async def bump(env, page):
    seen = await env.VISITS.get(page)
    count = int(seen or 0) + 1
    await env.VISITS.put(page, str(count))
    return count


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = urlparse(request.url).path

        if path in IGNORED:
            return Response("nothing to see here", status=404)

        if path == "/stats":
            listing = await self.env.VISITS.list()
            pages = {}
            for key in listing["keys"]:
                pages[key.name] = int(await self.env.VISITS.get(key.name))
            headers = {"content-type": "application/json"}
            return Response(json.dumps(pages), headers=headers)

        if path == "/reset" and request.method == "POST":
            listing = await self.env.VISITS.list()
            for key in listing["keys"]:
                await self.env.VISITS.delete(key.name)
            return Response("ok")

        count = await bump(self.env, path)
        return Response(f"{path} was visited {count} times\n")
