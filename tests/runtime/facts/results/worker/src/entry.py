"""What the results of bindings are in Python, where that is not what the same code saw as JavaScript values."""

from workers import DurableObject, Response, WorkerEntrypoint


def kind(value):
    return type(value).__name__


class Object(DurableObject):
    async def describe(self, value):
        return {"type": kind(value), "items": [None]}


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = request.url.rsplit("/", 1)[1]
        return Response.json(await getattr(self, path)(request))

    async def names_of_dict_methods(self, request):
        """A key that is also a method of dict cannot be read as an attribute."""
        await self.env.KV.put("a", "1")
        listing = await self.env.KV.list()
        await self.env.DB.prepare("CREATE TABLE IF NOT EXISTS t (items TEXT, label TEXT)").run()
        row = await self.env.DB.prepare("SELECT 'i' AS items, 'l' AS label").first()
        return {
            "listing.keys": kind(listing.keys),
            'listing["keys"]': kind(listing["keys"]),
            "listing.list_complete": kind(listing.list_complete),
            "row.items": kind(row.items),
            'row["items"]': row["items"],
            "row.label": row.label,
        }

    async def files(self, request):
        """A file by itself is wrapped, those in a list are JavaScript values still."""
        await self.env.BUCKET.put("f", "text", {"customMetadata": {"a": "b"}})
        head = await self.env.BUCKET.head("f")
        [listed] = (await self.env.BUCKET.list(include=["customMetadata"])).objects
        return {
            "head.customMetadata": kind(head.customMetadata),
            "head.uploaded": kind(head.uploaded),
            "head has to_py": hasattr(head, "to_py"),
            "head.to_py() is the same again": kind(head.to_py()),
            "listed": kind(listed),
            "listed.key": listed.key,
            "listed.customMetadata": kind(listed.customMetadata),
            "listed.uploaded": kind(listed.uploaded),
        }

    async def bytes(self, request):
        await self.env.KV.put("b", b"abc")
        value = await self.env.KV.get("b", "arrayBuffer")
        return {"type": kind(value), "as bytes": bytes(value).decode()}

    async def variables(self, request):
        return {"type": kind(self.env.CONFIG), "items": kind(self.env.CONFIG.items), "to_py": self.env.CONFIG.to_py()}

    async def calls(self, request):
        stub = self.env.OBJECTS.get(self.env.OBJECTS.idFromName("one"))
        return await stub.describe({"a": {"b": None}})

    async def headers(self, request):
        """What can be given as headers, and that a response's own cannot be changed through `headers`."""
        given = {
            "dict": {"a": "b"},
            "list of lists": [["a", "b"]],
            "list of tuples": [("a", "b")],
            "items of a dict": {"a": "b"}.items(),
            "tuple of tuples": (("a", "b"),),
        }
        found = {}
        for name, headers in given.items():
            try:
                found[name] = Response("x", headers=headers).headers["a"]
            except TypeError as error:
                found[name] = kind(error)
        response = Response("x")
        response.headers["a"] = "b"
        found["set later"] = response.headers.get("a")
        response.js_object.headers.set("a", "b")
        found["set later on js_object"] = response.headers.get("a")
        found["has set()"] = hasattr(response.headers, "set")
        return found
