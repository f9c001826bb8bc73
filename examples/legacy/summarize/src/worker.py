from js import Response, Object, JSON
from pyodide.ffi import to_js
import json


SYSTEM = "Summarise the text in one sentence."


def cors():
    return Object.fromEntries(to_js([["access-control-allow-origin", "*"], ["content-type", "application/json"]]))


async def summarise(env, text):
    messages = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": text},
    ]
    options = to_js({"messages": messages, "max_tokens": 120}, dict_converter=Object.fromEntries)
    result = await env.AI.run(env.MODEL, options)
    return result.response


async def embed(env, texts):
    result = await env.AI.run("@cf/baai/bge-base-en-v1.5", to_js({"text": texts}, dict_converter=Object.fromEntries))
    return [list(vector) for vector in result.data.to_py()]


async def on_fetch(request, env, ctx):
    if request.method != "POST":
        return Response.new('{"error": "POST some text"}', status=405, headers=cors())

    text = await request.text()
    if not text.strip():
        return Response.new('{"error": "empty"}', status=400, headers=cors())

    if "/embed" in request.url:
        vectors = await embed(env, text.splitlines())
        return Response.new(json.dumps({"dimensions": [len(v) for v in vectors], "same": vectors[0] == vectors[-1]}), headers=cors())

    summary = await summarise(env, text)
    return Response.new(json.dumps({"summary": summary, "chars": len(text)}), headers=cors())
