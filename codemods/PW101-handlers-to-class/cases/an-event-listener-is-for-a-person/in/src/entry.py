from js import Response, addEventListener
from pyodide.ffi import create_proxy


def listen(event):
    event.respondWith(Response.new("ok"))


addEventListener("fetch", create_proxy(listen))
