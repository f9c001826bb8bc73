"""What bindings return with today's SDK: Python values, with which the conversions of older code break."""

import json
from urllib.parse import urlsplit

from js import JSON, Object
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint


async def show(question):
    """The answer, or the kind of error and what it says."""
    try:
        answer = question()
        return repr(await answer if hasattr(answer, "__await__") else answer)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def js_object(value):
    return to_js(value, dict_converter=Object.fromEntries)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        topic = getattr(self, urlsplit(request.url).path.removeprefix("/"))
        return Response.json(await topic())

    async def d1(self):
        database = self.env.DB
        await database.prepare("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)").run()
        await database.prepare("INSERT INTO notes (text) VALUES (?)").bind(None).run()
        found = await database.prepare("SELECT id, text FROM notes").all()
        row = found.results[0]
        return {
            "rows": isinstance(found.results, list),
            "row[]": row["id"],
            "row.": row.id,
            "NULL": row["text"] is None,
            "json.dumps": json.dumps(row),
            "to_py": await show(lambda: found.results.to_py()),
            "JSON.stringify of a row": JSON.stringify(row),
            "JSON.stringify of rows": (await show(lambda: JSON.stringify(found.results))).split(":")[0],
            "first of nothing": await database.prepare("SELECT 1 WHERE 0").first() is None,
            "batch": len(await database.batch([database.prepare("SELECT 1"), database.prepare("SELECT 2")])),
            "batch of to_js": (await show(lambda: database.batch(to_js([database.prepare("SELECT 1")])))).split(":")[0],
        }

    async def kv(self):
        await self.env.KV.put("a", "1", {"expirationTtl": 60})
        await self.env.KV.put("b", '{"x": [1]}', expirationTtl=60)
        await self.env.KV.put("c", b"\x00\x01")
        listed = await self.env.KV.list(prefix="a")
        return {
            "get": await self.env.KV.get("a"),
            "json": await self.env.KV.get("b", type="json"),
            "missing": await self.env.KV.get("none") is None,
            "list": [key["name"] for key in listed["keys"]],
            "list.": [key.name for key in listed.keys] if not callable(listed.keys) else "the method of dict",
        }

    async def r2(self):
        await self.env.FILES.put("a.txt", "hello")
        found = await self.env.FILES.get("a.txt")
        return {
            "key": found.key,
            "size": found.size,
            "text": await found.text(),
            "missing": await self.env.FILES.get("none") is None,
        }

    async def environment(self):
        return {
            "missing": (await show(lambda: self.env.MISSING)).split(":")[0],
            "getattr": getattr(self.env, "MISSING", "default"),
            "variable.": self.env.SETTINGS.a,
            "variable[]": (await show(lambda: self.env.SETTINGS["a"])).split(":")[0],
        }

    async def ai(self):
        plain = await self.env.AI.run("@cf/baai/bge-m3", {"text": ["green tea"]})
        converted = await self.env.AI.run("@cf/baai/bge-m3", js_object({"text": ["green tea"]}))
        said = await self.env.AI.run("@cf/meta/llama", {"messages": [{"role": "user", "content": "hi"}]})
        vector = plain["data"][0]
        await self.env.VECTORIZE.upsert([{"id": "1", "values": vector, "metadata": {"of": "tea"}}])
        found = await self.env.VECTORIZE.query(vector, topK=1, returnMetadata="all")
        return {
            "lists": isinstance(vector, list) and isinstance(vector[0], float),
            "plain and converted alike": plain["data"] == converted["data"],
            "response": said["response"],
            "match": [(match["id"], round(match["score"], 3), match["metadata"]["of"]) for match in found["matches"]],
        }

    async def send(self):
        await self.env.QUEUE.send({"a": [1]})
        await self.env.QUEUE.send(js_object({"a": [2]}))
        return {}

    async def received(self):
        return {"received": await self.env.KV.get("received")}

    async def queue(self, batch, env=None, ctx=None):
        bodies = [(type(message.body).__name__, message.body["a"]) for message in batch.messages]
        seen = json.loads(await self.env.KV.get("received") or "[]")
        await self.env.KV.put("received", json.dumps(sorted(seen + bodies, key=str)))
