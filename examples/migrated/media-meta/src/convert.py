"""Between JavaScript and Python."""
import json

from js import JSON
from pyodide.ffi import JsProxy


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


def _to_py_safe(value, default=None):
    try:
        return value.to_py() if hasattr(value, "to_py") else value
    except Exception:
        return default
