import js
from js import Object, fetch
from pyodide.ffi import to_js


class Client:
    async def fetch(self, url, options):
        return await js.fetch(url, options)


async def on_fetch(request, env):
    options = to_js({"method": "POST"}, dict_converter=Object.fromEntries)
    await Client().fetch("https://example.com/", {"method": "POST"})
    return await fetch("https://example.com/", options)
