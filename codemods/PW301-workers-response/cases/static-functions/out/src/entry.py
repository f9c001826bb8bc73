from js import Object
from pyodide.ffi import to_js
from workers import Response


def found(data):
    return Response.json(to_js(data, dict_converter=Object.fromEntries), status=201)


def plain(data):
    return Response.json(data, status=404, headers={"cache-control": "no-store"})


def moved(url):
    return Response.redirect(url, 308)


def moved_for_now(url):
    return Response.redirect(url)
