from js import Object
from pyodide.ffi import to_js


def jsify(obj):
    return to_js(obj, dict_converter=Object.fromEntries)


def other(obj):
    return obj
