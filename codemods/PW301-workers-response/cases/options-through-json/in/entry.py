import json

from js import JSON, Object, Response
from pyodide.ffi import to_js


def js_object(value: dict):
    """A dictionary as a JavaScript object."""
    return JSON.parse(json.dumps(value))


def reply(data, status=200):
    return Response.new(json.dumps(data), js_object({"status": status, "headers": {"x-a": "b"}}))


async def on_fetch(request, env):
    if request.method == "GET":
        return reply([])
    return Response.new(
        "created",
        to_js(
            {"status": 201, "headers": {"x-a": "b"}},
            dict_converter=Object.fromEntries,
        ),
    )
