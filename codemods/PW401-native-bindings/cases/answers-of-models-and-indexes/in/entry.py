import json

from js import JSON


async def embed(env, texts):
    result = await env.AI.run("@cf/model", {"text": texts})
    return [list(vector) for vector in result.data.to_py()]


async def on_fetch(request, env):
    vectors = await embed(env, ["a"])
    found = await env.VECTORIZE.query(vectors[0], topK=3)
    matches = json.loads(JSON.stringify(found.matches))
    answer = (await env.AI.run("@cf/chat", {"prompt": "hi"})).to_py()["response"]
    info = await env.VECTORIZE.describe()
    return matches, answer, info.to_py(), found.matches.length
