import json
from urllib.parse import urlparse

from workers import Response, WorkerEntrypoint

from convert import _to_py_safe, js_to_py, jsonable


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        key = urlparse(request.url).path[1:]
        if request.method == "PUT":
            return await self.save(key, request)
        if key.startswith("meta/"):
            return await self.meta(key[5:])
        if not key:
            return await self.index()
        return await self.load(key)

    async def save(self, key, request):
        kind = request.headers.get("content-type") or "application/octet-stream"
        data = await request.bytes()
        await self.env.MEDIA.put(key, data, {"httpMetadata": {"contentType": kind}})
        meta = {"kind": kind, "size": len(data), "tags": request.headers.get("x-tags", "").split()}
        await self.env.META.put(key, json.dumps(meta), {"metadata": {"kind": kind}})
        return Response.json(meta, status=201)

    async def meta(self, key):
        meta = js_to_py(await self.env.META.get(key, "json"))
        if meta is None:
            return Response.json({"error": "no such medium"}, status=404)
        return Response.json(meta)

    async def index(self):
        listing = jsonable(await self.env.META.list())
        names = [k["name"] for k in listing["keys"]]
        kinds = {k["name"]: _to_py_safe(k.get("metadata"), {}).get("kind") for k in listing["keys"]}
        return Response.json({"names": names, "kinds": kinds})

    async def load(self, key):
        found = await self.env.MEDIA.get(key)
        if js_to_py(found) is None:
            return Response("not found", status=404)
        kind = found.httpMetadata.contentType
        return Response(found.body, headers={"content-type": kind, "x-size": str(found.size)})
