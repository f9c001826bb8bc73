from js import Headers, Object, Response
from pyodide.ffi import to_js

NO_STORE = Headers.new({"cache-control": "no-store"}.items())
JSON_TYPE = to_js({"content-type": "application/json"}, dict_converter=Object.fromEntries)


def opts(status):
    return to_js({"status": status, "headers": {"x-from": "opts"}}, dict_converter=Object.fromEntries)


def with_named_init(request):
    init = {"status": 207, "headers": Headers.new({"x-shape": "named"}.items())}
    return Response.new("named", init)


def with_helper_init(request):
    return Response.new("helper", opts(208))


def with_module_headers(request):
    return Response.new("module level", headers=NO_STORE)


def with_to_js_at_the_call(request):
    options = {"status": 404, "statusText": "Nope"}
    return Response.new("late", to_js(options, dict_converter=Object.fromEntries))


def with_branches(request, plain):
    return Response.new("{}", headers=NO_STORE if plain else JSON_TYPE)


async def on_fetch(request, env):
    return with_named_init(request)
