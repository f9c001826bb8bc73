import json

from js import JSON, Object, fetch
from pyodide.ffi import to_js


async def on_fetch(request, env):
    answer = await fetch("https://api.example.com/")
    data = (await answer.json()).to_py()
    country = request.cf.to_py()
    parsed = JSON.parse("{}")
    options = to_js({"a": 1}, dict_converter=Object.fromEntries)
    text = JSON.stringify(options) + JSON.stringify(to_js([1]))
    return data, country, json.loads(JSON.stringify(parsed)), parsed.to_py(), text, Object.keys(parsed).length
