import json

from js import Headers, Object, Response
from pyodide.ffi import to_js


class Api:
    HEADERS = {"content-type": "application/json"}

    def __init__(self, origin):
        self.cors = {"access-control-allow-origin": origin}

    def headers(self):
        return Headers.new({**self.HEADERS, **self.cors}.items())

    def options(self, status):
        return to_js({"status": status, "headers": self.HEADERS}, dict_converter=Object.fromEntries)

    def respond(self, data, status=200, headers=None):
        return Response.new(json.dumps(data), status=status, headers=headers)

    def index(self):
        return self.respond({"hello": "world"}, headers=self.HEADERS)

    def preflight(self):
        return Response.new(None, status=204, headers=self.cors)

    def missing(self):
        headers = self.headers()
        return Response.new("missing", headers=headers, status=404)

    def gone(self):
        return Response.new("gone", self.options(410))


async def on_fetch(request, env):
    return Api("*").index()
