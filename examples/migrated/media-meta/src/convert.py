"""Between JavaScript and Python."""
import json

from js import JSON, Object
from pyodide.ffi import JsProxy, to_js


def js_to_py(value):
    """Best effort: proxies become Python objects, null and undefined become None."""
    if value is None or str(value) == "null" or type(value).__name__ == "JsNull":
        return None
    if hasattr(value, "to_py"):
        return value.to_py()
    return value


def jsonable(value):
    if not isinstance(value, JsProxy):
        return value
    return json.loads(JSON.stringify(value))


def py_to_js(value):
    if isinstance(value, JsProxy):
        return value
    return to_js(value, dict_converter=Object.fromEntries)


def _to_py_safe(value, default=None):
    try:
        return value.to_py() if hasattr(value, "to_py") else value
    except Exception:
        return default
