"""
Answers of every kind, for trying out HTTP clients.

(Response.new is called in all the ways I found in other people's code.)
"""
import json

from js import JSON, Object, Uint8Array
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint

TEXT = {"content-type": "text/plain"}
NO_STORE = {"cache-control": "no-store"}


def opts(status):
    return {"status": status, "headers": {"x-from": "opts"}}


def plain(request):
    return Response("plain")


def with_status(request):
    return Response("created", status=201)


def with_dict(request):
    return Response("accepted", status=202)


def with_headers_list(request):
    return Response("listed", headers=[["x-shape", "list"], ["x-other", "yes"]])


def with_headers_items(request):
    return Response("items", headers={"x-shape": "items"})


def with_headers_to_js(request):
    return Response(
        "to_js",
        headers={"x-shape": "to_js"},
        status=203,
    )


def with_from_entries(request):
    return Response("entries", headers={"x-shape": "entries", **TEXT})


def with_json_parse(request):
    headers = {"x-shape": "parsed"}
    return Response("parsed", headers=headers)


def with_init_object(request):
    return Response("init", status=206, status_text="Some Of It")


def with_init_to_js(request):
    return Response("init to_js", status=299, headers={"x-shape": "init"})


def with_named_init(request):
    init = {"status": 207, "headers": {"x-shape": "named"}}
    return Response("named", **init)


def with_helper_init(request):
    return Response("helper", **opts(208))


def with_module_headers(request):
    return Response("module level", headers=NO_STORE)


def with_bytes(request):
    return Response(to_js(b"\x00\x01\x02bytes"), headers={"content-type": "application/octet-stream"})


def with_uint8(request):
    return Response(Uint8Array.new([104, 105]), headers=[["content-type", "text/plain"]])


def with_status_text(request):
    return Response("", status=404, status_text="Nope")


def with_string_status(request):
    return Response("string status", status=400)


def json_static(request):
    return Response.json(to_js({"a": [1, None, True]}, dict_converter=Object.fromEntries), status=201)


def json_text(request):
    return Response(JSON.stringify(to_js({"b": 2}, dict_converter=Object.fromEntries)), headers={"content-type": "application/json"})


def moved(request):
    return Response.redirect("https://example.com/new", 307)


def nothing(request):
    return Response(None, status=204)


def tuple_headers(request):
    return Response("tuples", headers=[("x-shape", "tuples"), ("set-cookie", "a=1"), ("set-cookie", "b=2")])


def added_later(request):
    response = Response("added later")
    response.js_object.headers.set("x-shape", "later")
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


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        name = request.url.rsplit("/", 1)[-1]
        if name in ROUTES:
            return ROUTES[name](request)
        return Response(json.dumps(sorted(ROUTES)), status=404 if name else 200, headers=[["content-type", "application/json"]])
