from workers import Response, WorkerEntrypoint
import json


SYSTEM = "Summarise the text in one sentence."


def cors():
    return [["access-control-allow-origin", "*"], ["content-type", "application/json"]]


async def summarise(env, text):
    messages = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": text},
    ]
    options = {"messages": messages, "max_tokens": 120}
    result = await env.AI.run(env.MODEL, options)
    return result.response


async def embed(env, texts):
    result = await env.AI.run("@cf/baai/bge-base-en-v1.5", {"text": texts})
    return [list(vector) for vector in result.data]


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method != "POST":
            return Response('{"error": "POST some text"}', status=405, headers=cors())

        text = await request.text()
        if not text.strip():
            return Response('{"error": "empty"}', status=400, headers=cors())

        if "/embed" in request.url:
            vectors = await embed(self.env, text.splitlines())
            return Response(json.dumps({"dimensions": [len(v) for v in vectors], "same": vectors[0] == vectors[-1]}), headers=cors())

        summary = await summarise(self.env, text)
        return Response(json.dumps({"summary": summary, "chars": len(text)}), headers=cors())
