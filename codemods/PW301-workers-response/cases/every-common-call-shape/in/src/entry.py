import json

from js import Headers, JSON, Object, Response
from pyodide.ffi import to_js


def plain(request):
    return Response.new("plain")


def nothing(request):
    return Response.new()


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
        "converted",
        headers=Headers.new(to_js({"x-shape": "converted"}, dict_converter=Object.fromEntries)),
        status=203,
    )


def with_from_entries(request):
    return Response.new("entries", headers=Object.fromEntries({"x-shape": "entries"}.items()))


def with_json_parse(request):
    headers = JSON.parse(json.dumps({"x-shape": "parsed"}))
    return Response.new("parsed", headers=headers)


def with_init_pairs(request):
    return Response.new("init", Object.fromEntries(to_js([["status", 206], ["statusText", "Some Of It"]])))


def with_init_to_js(request):
    return Response.new("init to_js", to_js({"status": 299, "headers": {"x-shape": "init"}}, dict_converter=Object.fromEntries))


def with_bare_headers(request):
    return Response.new("bare", headers={"x-shape": "bare"})


def with_status_text(request):
    return Response.new("", status="404", statusText="Nope")


def with_web_socket(request, client):
    return Response.new(None, status=101, webSocket=client)


def with_none(request):
    return Response.new("none", None)
