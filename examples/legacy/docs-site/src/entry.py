from js import Response, URL, Headers
import json

VERSION = {"docs": "3.2", "api": 7}

MOVED = {
  "/start": "/index.html",
  "/styles.css": "/css/site.css",
}


def secure(response):
  # responses from ASSETS are immutable, so copy them first
  copy = Response.new(response.body, response)
  copy.headers.set("x-frame-options", "DENY")
  copy.headers.append("vary", "accept-encoding")
  copy.headers.delete("etag")  # changes with every deployment
  return copy


async def on_fetch(request, env):
  url = URL.new(request.url)

  if url.pathname == "/version.json":
    return Response.new(json.dumps(VERSION), headers=Headers.new({"content-type": "application/json"}.items()))

  if url.pathname in MOVED:
    return Response.redirect("https://docs.example.com" + MOVED[url.pathname], 308)

  if url.pathname == "/":
    page = await env.ASSETS.fetch(url.origin + "/index.html")
  else:
    page = await env.ASSETS.fetch(request)

  if page.status == 404:
    missing = await env.ASSETS.fetch(url.origin + "/404.html")
    return Response.new(await missing.text(), {
      "status": 404,
      "headers": Headers.new({"content-type": "text/html"}.items()),
    })

  return secure(page)
