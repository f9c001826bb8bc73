from js import JSON, fetch
from pyodide.ffi import JsException


async def parse(text):
    try:
        return JSON.parse(text)
    except JsException:
        return None


async def on_fetch(request, env):
    payload = await request.json()
    try:
        await env.DB.prepare("SELECT 1").run()
        answer = await (await fetch("https://example.com/")).json()
    except JsException:
        return None
    return await parse(await request.text()), answer, payload
