"""Values that do not arrive as one would think: numbers in D1, odd methods, bodies, broken text, settled messages."""

import asyncio

from urllib.parse import urlsplit

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = getattr(self, urlsplit(request.url).path.removeprefix("/").replace("-", "_"))
        return Response.json(await answer(request))

    async def integers_are_real(self, request):
        return await self.env.DB.prepare("SELECT ? AS value, typeof(?) AS type").bind(7, 7).first()

    async def largest_integer(self, request):
        return await self.env.DB.prepare("SELECT ? AS value").bind(2**53 - 2).first()

    async def too_large_an_integer(self, request):
        try:
            return await self.env.DB.prepare("SELECT ? AS value").bind(2**53 - 1).first()
        except Exception as error:
            return {"error": str(error)}

    async def half_a_pair(self, request):
        return await self.env.DB.prepare("SELECT ? AS value").bind("\ud800").first()

    async def lists_through_json(self, request):
        found = await self.env.DB.prepare("SELECT value FROM json_each(?)").bind("[3, 5]").all()
        return [row.value for row in found.results]

    async def changes_count_triggers(self, request):
        for statement in (
            "CREATE TABLE a (x)",
            "CREATE TABLE b (x)",
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO b VALUES (new.x), (new.x); END",
        ):
            await self.env.DB.prepare(statement).run()
        inserted = await self.env.DB.prepare("INSERT INTO a VALUES (1)").run()
        return {"changes": inserted.meta.changes}

    async def method(self, request):
        try:
            known = str(request.method)
        except KeyError as error:
            known = repr(error)
        return {"request.method": known, "request.js_object.method": request.js_object.method}

    async def body(self, request):
        if not request.body:
            return {"bytes": 0}
        reader = request.body.getReader()
        count = 0
        while not (chunk := await reader.read()).done:
            count += len(chunk.value.to_bytes())
        return {"bytes": count}

    async def rate(self, request):
        outcomes = [await self.env.LIMITER.limit({"key": "a"}) for _ in range(2)]
        return [outcome["success"] for outcome in outcomes]

    async def version(self, request):
        return {"id": type(self.env.VERSION.id).__name__}

    async def timeout(self, request):
        try:
            async with asyncio.timeout(0.1):
                await asyncio.sleep(60)
        except TimeoutError:
            return "in time"

    async def send(self, request):
        await self.env.QUEUE.sendBatch([{"body": {"n": 1, "nothing": None}}, {"body": {"n": 2}}])
        return "sent"

    async def queue(self, batch, env=None, ctx=None):
        for message in batch.messages:
            print(f"message {message.body!r} attempt {message.attempts!r}")
            if message.body["n"] == 1 and message.attempts == 1:
                message.retry({"delaySeconds": 1})
            else:
                message.ack()
