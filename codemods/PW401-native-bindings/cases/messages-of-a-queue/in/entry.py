import json

from js import JSON


async def handle(env, job):
    await env.KV.put(job["id"], json.dumps(job))


async def on_queue(batch, env):
    print(batch.messages.length)
    for message in batch.messages:
        job = message.body.to_py()
        copy = json.loads(JSON.stringify(message.body))
        await handle(env, message.body.to_py())
        await handle(env, copy)
        print(message.body.kind, job["kind"])
        message.ack()
