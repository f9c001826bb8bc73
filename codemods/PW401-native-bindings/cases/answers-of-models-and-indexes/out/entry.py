async def embed(env, texts):
    result = await env.AI.run("@cf/model", {"text": texts})
    return [list(vector) for vector in result.data]


async def on_fetch(request, env):
    vectors = await embed(env, ["a"])
    found = await env.VECTORIZE.query(vectors[0], topK=3)
    matches = found.matches
    answer = (await env.AI.run("@cf/chat", {"prompt": "hi"}))["response"]
    info = await env.VECTORIZE.describe()
    return matches, answer, info, found.matches.length
