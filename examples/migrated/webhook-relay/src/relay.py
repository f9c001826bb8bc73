import json

from js import Headers, Object, Request, fetch
from pyodide.ffi import to_js


async def post_json(url, payload, token=None):
    headers = {"content-type": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    options = to_js(
        {"method": "POST", "headers": headers, "body": json.dumps(payload)},
        dict_converter=Object.fromEntries,
    )
    response = await fetch(url, options)
    return response.status, (await response.json()).to_py()


async def get_text(url):
    response = await fetch(url, headers=Headers.new({"accept": "text/plain"}.items()))
    return await response.text()


async def pass_on(request, url):
    # same method, headers and body, another place
    return await fetch(Request.new(url, request.js_object))
