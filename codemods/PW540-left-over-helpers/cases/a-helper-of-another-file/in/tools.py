from js import Object
from pyodide.ffi import to_js as _to_js


def to_js(value):
    """A dictionary as a JavaScript object."""
    return _to_js(value, dict_converter=Object.fromEntries)


def name_of(env):
    return env.NAME
