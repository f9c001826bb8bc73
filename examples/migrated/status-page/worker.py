"""Tiny status page. Everything is hard coded on purpose."""
from js import Object, Date
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint
import json
import re

SERVICES = {
    "api": {"state": "up", "since": 2023},
    "mail": {"state": "degraded", "since": 2024},
}

CSS = "body{font-family:sans-serif}"


def json_response(data, status = 200):
    return Response(json.dumps(data), status=status, headers={"Content-Type": "application/json"})


class Default(WorkerEntrypoint):
    def fetch(self, request):
        path = "/" + request.url.split("/", 3)[3]

        if path == "/":
            headers = [("content-type", "text/html;charset=UTF-8")]
            lines = [f"<li>{name}: {info['state']}</li>" for name, info in SERVICES.items()]
            return Response("<ul>" + "".join(lines) + "</ul>", headers=headers)
        elif path == "/style.css":
            return Response(CSS, headers={"content-type": "text/css", "cache-control": "max-age=60"})
        elif path == "/api":
            return json_response(SERVICES)
        elif match := re.fullmatch(r"/api/(\w+)", path):
            service = match.group(1)
            if service not in SERVICES:
                return json_response({"error": f"unknown service {service}"}, 404)
            return json_response(SERVICES[service])
        elif path == "/robots.txt":
            return Response("User-agent: *\nDisallow: /api\n")
        elif path == "/old":
            return Response.redirect("https://status.example.com/", 301)
        elif path == "/teapot":
            return Response("short and stout", status=418, headers=[["x-kind", "teapot"]])
        elif path == "/empty":
            return Response(None, status=204)
        elif path == "/native":
            return Response.json(to_js(SERVICES["api"], dict_converter=Object.fromEntries))
        return Response("Not Found", status=404)
