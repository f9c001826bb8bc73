import json

from js import JSON, Object
from pyodide.ffi import JsProxy as Proxy


def through_json(js_obj):
    if not isinstance(js_obj, Proxy):
        return js_obj
    return json.loads(JSON.stringify(js_obj))


def in_two_steps(value):
    """Two steps."""

    if not isinstance(value, Proxy):
        return value
    # as text first
    text = JSON.stringify(value)
    return json.loads(text)


def to_dict(row):
    if not row:
        return None
    if not isinstance(row, Proxy):
        return row
    return dict(row.to_py())


def deep(value, default=None):
    if value is None:
        return default
    if hasattr(value, "length"):
        return [deep(item) for item in value]
    if hasattr(value, "to_py"):
        return value.to_py()
    result = {}
    if not isinstance(value, Proxy):
        return value
    for key in Object.keys(value):
        result[key] = deep(getattr(value, key))
    return result


async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    return through_json(row), in_two_steps(row), to_dict(row), deep(await env.KV.list()), Proxy
