import json

from workers import Response


class Api:
    HEADERS = {"content-type": "application/json"}

    def __init__(self, origin):
        self.cors = {"access-control-allow-origin": origin}

    def headers(self):
        return {**self.HEADERS, **self.cors}

    def options(self, status):
        return {"status": status, "headers": self.HEADERS}

    def respond(self, data, status=200, headers=None):
        return Response(json.dumps(data), status=status, headers=headers)

    def index(self):
        return self.respond({"hello": "world"}, headers=self.HEADERS)

    def preflight(self):
        return Response(None, status=204, headers=self.cors)

    def missing(self):
        headers = self.headers()
        return Response("missing", headers=headers, status=404)

    def gone(self):
        return Response("gone", **self.options(410))


async def on_fetch(request, env):
    return Api("*").index()
