import hashlib
from urllib.parse import urlparse

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        name = urlparse(request.url).path.strip("/")
        if request.method == "PUT":
            data = await request.bytes()
            if len(data) > 8:
                await self.env.LARGE.put(name, data)
            else:
                await self.env.SMALL.put(name, data)
            return Response(None, status=204)

        small = await self.env.SMALL.get(name, "arrayBuffer")
        if small:
            return self.picture(small.tobytes(), "kv")
        large = await self.env.LARGE.get(name)
        if large:
            return self.picture((await large.arrayBuffer()).tobytes(), "r2")
        return Response("no avatar", status=404)

    def picture(self, data, source):
        etag = hashlib.md5(data).hexdigest()
        return Response(data, headers={"content-type": "image/x-icon", "etag": f'"{etag}"', "x-source": source})
