# Checks a list of feeds every hour: the cron queues them, the consumer looks at each.
import hashlib
import json

from js import Object, Response
from pyodide.ffi import to_js as _to_js

DEFAULT_FEEDS = ["https://blog.example.com/rss", "https://news.example.com/atom"]


def to_js(obj):
    return _to_js(obj, dict_converter=Object.fromEntries)


async def known_feeds(env):
    stored = await env.STATE.get("feeds")
    return json.loads(stored) if stored else DEFAULT_FEEDS


async def on_scheduled(event, env, ctx):
    if event.cron == "30 6 * * MON":
        await env.STATE.put("weekly", "done")
        return
    feeds = await known_feeds(env)
    # one message for each feed
    messages = [{"body": {"url": url, "kind": "check"}} for url in feeds]
    await env.FEEDS.sendBatch(to_js(messages))
    print(f"queued {len(messages)} feeds")


async def on_queue(batch, env, ctx):
    for msg in batch.messages:
        job = msg.body
        if job.kind != "check":
            # unknown jobs are none of our business
            msg.ack()
            continue
        digest = hashlib.sha1(job.url.encode()).hexdigest()[:8]
        await env.STATE.put("seen:" + digest, json.dumps({"url": job.url, "queue": batch.queue}))
        msg.ack()


async def on_fetch(request, env, ctx):
    path = request.url.split("/", 3)[3]
    if request.method == "PUT" and path == "feeds":
        feeds = (await request.json()).to_py()
        await env.STATE.put("feeds", json.dumps(feeds))
        return Response.new("saved %d" % len(feeds))
    if request.method == "POST" and path == "poke":
        data = await request.json()
        await env.FEEDS.send(to_js({"url": data.url, "kind": "check"}))
        return Response.new("queued", status=202)
    if path.startswith("seen/"):
        value = await env.STATE.get("seen:" + path[5:])
        if not value:
            return Response.new("not seen", status=404)
        return Response.new(value, headers=Object.fromEntries([["content-type", "application/json"]]))
    if path == "weekly":
        return Response.new(await env.STATE.get("weekly") or "not yet")
    return Response.new(json.dumps(await known_feeds(env)))
