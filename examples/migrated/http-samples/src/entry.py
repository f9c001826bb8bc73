"""
Answers of every kind, for trying out HTTP clients.

(Response.new is called in all the ways I found in other people's code.)
"""
import json

from js import JSON, Headers, Object, Response, Uint8Array
from pyodide.ffi import to_js

TEXT = {"content-type": "text/plain"}
NO_STORE = Headers.new({"cache-control": "no-store"}.items())


def opts(status):
    return to_js({"status": status, "headers": {"x-from": "opts"}}, dict_converter=Object.fromEntries)


def plain(request):
    return Response.new("plain")


def with_status(request):
    return Response.new("created", status=201)


def with_dict(request):
    return Response.new("accepted", {"status": 202})


def with_headers_list(request):
    return Response.new("listed", headers=[["x-shape", "list"], ["x-other", "yes"]])


def with_headers_items(request):
    return Response.new("items", headers=Headers.new({"x-shape": "items"}.items()))


def with_headers_to_js(request):
    return Response.new(
        "to_js",
        headers=Headers.new(to_js({"x-shape": "to_js"}, dict_converter=Object.fromEntries)),
        status=203,
    )


def with_from_entries(request):
    return Response.new("entries", headers=Object.fromEntries({"x-shape": "entries", **TEXT}.items()))


def with_json_parse(request):
    headers = JSON.parse(json.dumps({"x-shape": "parsed"}))
    return Response.new("parsed", headers=headers)


def with_init_object(request):
    return Response.new("init", Object.fromEntries(to_js([["status", 206], ["statusText", "Some Of It"]])))


def with_init_to_js(request):
    return Response.new("init to_js", to_js({"status": 299, "headers": {"x-shape": "init"}}, dict_converter=Object.fromEntries))


def with_named_init(request):
    init = {"status": 207, "headers": Headers.new({"x-shape": "named"}.items())}
    return Response.new("named", init)


def with_helper_init(request):
    return Response.new("helper", opts(208))


def with_module_headers(request):
    return Response.new("module level", headers=NO_STORE)


def with_bytes(request):
    return Response.new(to_js(b"\x00\x01\x02bytes"), headers=Headers.new({"content-type": "application/octet-stream"}.items()))


def with_uint8(request):
    return Response.new(Uint8Array.new([104, 105]), headers=Object.fromEntries([["content-type", "text/plain"]]))


def with_status_text(request):
    return Response.new("", status=404, statusText="Nope")


def with_string_status(request):
    return Response.new("string status", status="400")


def json_static(request):
    return Response.json(to_js({"a": [1, None, True]}, dict_converter=Object.fromEntries), {"status": 201})


def json_text(request):
    return Response.new(JSON.stringify(to_js({"b": 2}, dict_converter=Object.fromEntries)), headers=Headers.new({"content-type": "application/json"}.items()))


def moved(request):
    return Response.redirect("https://example.com/new", 307)


def nothing(request):
    return Response.new(None, status=204)


def tuple_headers(request):
    return Response.new("tuples", headers=Headers.new([("x-shape", "tuples"), ("set-cookie", "a=1"), ("set-cookie", "b=2")]))


def added_later(request):
    response = Response.new("added later")
    response.headers.set("x-shape", "later")
    return response


ROUTES = {
    f.__name__: f
    for f in (
        plain, with_status, with_dict, with_headers_list, with_headers_items, with_headers_to_js,
        with_from_entries, with_json_parse, with_init_object, with_init_to_js, with_named_init,
        with_helper_init, with_module_headers, with_bytes, with_uint8, with_status_text,
        with_string_status, json_static, json_text, moved, nothing, tuple_headers, added_later,
    )
}


async def on_fetch(request):
    name = request.url.rsplit("/", 1)[-1]
    if name in ROUTES:
        return ROUTES[name](request)
    return Response.new(json.dumps(sorted(ROUTES)), status=404 if name else 200, headers=[["content-type", "application/json"]])
