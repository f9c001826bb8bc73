from js import JSON, URL, fetch, undefined
from pyodide.ffi import JsNull, jsnull


async def on_fetch(request, env):
    query = URL.new(request.url).searchParams.get("q")
    data = await (await fetch("https://example.com/")).json()
    row = await env.DB.prepare("SELECT 1").first()
    return query is jsnull, data.a is jsnull, isinstance(JSON.parse("null"), JsNull), row is undefined
