from js import Headers, Object, fetch
from pyodide.ffi import to_js

HEADERS = {"a": "b"}


async def ask(url):
    await fetch(url, headers=Headers.new(HEADERS.items()))
    await fetch(url, headers=[["a", "b"]])
    await fetch(url, to_js({"method": "POST", "headers": HEADERS}, dict_converter=Object.fromEntries))
    await fetch(url, method="POST", headers=Object.fromEntries(to_js([["a", "b"]])))
    return await fetch(url, headers=None)
