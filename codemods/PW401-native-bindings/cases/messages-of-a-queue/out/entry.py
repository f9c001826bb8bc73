import json


async def handle(env, job):
    await env.KV.put(job["id"], json.dumps(job))


async def on_queue(batch, env):
    print(len(batch.messages))
    for message in batch.messages:
        job = message.body
        copy = message.body
        await handle(env, message.body)
        await handle(env, copy)
        print(message.body.kind, job["kind"])
        message.ack()
