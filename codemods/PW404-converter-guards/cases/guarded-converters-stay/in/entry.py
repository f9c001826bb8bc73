import json

from js import JSON
from pyodide.ffi import JsProxy


def first(value):
    if not isinstance(value, JsProxy):
        return value
    return json.loads(JSON.stringify(value))


def second(value):
    return value.to_py() if hasattr(value, "to_py") else value


def third(value, default=None):
    try:
        return value.to_py() if hasattr(value, "to_py") else value
    except Exception:
        return default


def fourth(value):
    if isinstance(value, JsProxy):
        value = value.to_py()
    return value


async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    return first(row), second(row), third(row), fourth(row)
