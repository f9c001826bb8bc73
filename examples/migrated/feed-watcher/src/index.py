# Checks a list of feeds every hour: the cron queues them, the consumer looks at each.
import hashlib
import json

from workers import Response, WorkerEntrypoint

DEFAULT_FEEDS = ["https://blog.example.com/rss", "https://news.example.com/atom"]


async def known_feeds(env):
    stored = await env.STATE.get("feeds")
    return json.loads(stored) if stored else DEFAULT_FEEDS


class Default(WorkerEntrypoint):
    async def scheduled(self, event, env=None, ctx=None):
        if event.cron == "30 6 * * MON":
            await self.env.STATE.put("weekly", "done")
            return
        feeds = await known_feeds(self.env)
        # one message for each feed
        messages = [{"body": {"url": url, "kind": "check"}} for url in feeds]
        await self.env.FEEDS.sendBatch(messages)
        print(f"queued {len(messages)} feeds")

    async def queue(self, batch, env=None, ctx=None):
        for msg in batch.messages:
            job = msg.body
            if job.kind != "check":
                # unknown jobs are none of our business
                msg.ack()
                continue
            digest = hashlib.sha1(job.url.encode()).hexdigest()[:8]
            await self.env.STATE.put("seen:" + digest, json.dumps({"url": job.url, "queue": batch.queue}))
            msg.ack()

    async def fetch(self, request):
        path = request.url.split("/", 3)[3]
        if request.method == "PUT" and path == "feeds":
            feeds = await request.json()
            await self.env.STATE.put("feeds", json.dumps(feeds))
            return Response("saved %d" % len(feeds))
        if request.method == "POST" and path == "poke":
            data = await request.json()
            await self.env.FEEDS.send({"url": data["url"], "kind": "check"})
            return Response("queued", status=202)
        if path.startswith("seen/"):
            value = await self.env.STATE.get("seen:" + path[5:])
            if not value:
                return Response("not seen", status=404)
            return Response(value, headers=[["content-type", "application/json"]])
        if path == "weekly":
            return Response(await self.env.STATE.get("weekly") or "not yet")
        return Response(json.dumps(await known_feeds(self.env)))
