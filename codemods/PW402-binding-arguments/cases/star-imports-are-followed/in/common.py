import json

from js import JSON, Object
from pyodide.ffi import to_js


def as_js(value):
    return to_js(value, dict_converter=Object.fromEntries)
