from js import Headers, Object, fetch


async def on_fetch(request, env):
    headers = Headers.new({"a": "b"}.items())
    answer = await fetch("https://example.com/")
    return headers.has("a"), Object.fromEntries(answer.headers).to_py(), [pair for pair in answer.headers]
