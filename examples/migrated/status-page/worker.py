"""Tiny status page. Everything is hard coded on purpose."""
from js import Response, Headers, JSON, Object, Date
from pyodide.ffi import to_js
import json
import re

SERVICES = {
    "api": {"state": "up", "since": 2023},
    "mail": {"state": "degraded", "since": 2024},
}

CSS = "body{font-family:sans-serif}"


def json_response(data, status = 200):
    return Response.new(json.dumps(data), {
        "status": status,
        "headers": Headers.new({"Content-Type": "application/json"}.items()),
    })


def on_fetch(request):
    path = "/" + request.url.split("/", 3)[3]

    if path == "/":
        headers = Headers.new([("content-type", "text/html;charset=UTF-8")])
        lines = [f"<li>{name}: {info['state']}</li>" for name, info in SERVICES.items()]
        return Response.new("<ul>" + "".join(lines) + "</ul>", headers=headers)
    elif path == "/style.css":
        return Response.new(CSS, headers=to_js({"content-type": "text/css", "cache-control": "max-age=60"}, dict_converter=Object.fromEntries))
    elif path == "/api":
        return json_response(SERVICES)
    elif match := re.fullmatch(r"/api/(\w+)", path):
        service = match.group(1)
        if service not in SERVICES:
            return json_response({"error": f"unknown service {service}"}, 404)
        return json_response(SERVICES[service])
    elif path == "/robots.txt":
        return Response.new("User-agent: *\nDisallow: /api\n")
    elif path == "/old":
        return Response.redirect("https://status.example.com/", 301)
    elif path == "/teapot":
        return Response.new("short and stout", status="418", headers=Object.fromEntries([["x-kind", "teapot"]]))
    elif path == "/empty":
        return Response.new(None, status=204)
    elif path == "/native":
        return Response.json(to_js(SERVICES["api"], dict_converter=Object.fromEntries))
    return Response.new("Not Found", status=404)
