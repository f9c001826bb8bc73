from js import Response as JsResponse, URL
from workers import Response, WorkerEntrypoint
import json

VERSION = {"docs": "3.2", "api": 7}

MOVED = {
  "/start": "/index.html",
  "/styles.css": "/css/site.css",
}


def secure(response):
  # responses from ASSETS are immutable, so copy them first
  copy = JsResponse.new(response.body, response.js_object)
  copy.headers.set("x-frame-options", "DENY")
  copy.headers.append("vary", "accept-encoding")
  copy.headers.delete("etag")  # changes with every deployment
  return copy


class Default(WorkerEntrypoint):
  async def fetch(self, request):
    url = URL.new(request.url)

    if url.pathname == "/version.json":
      return Response(json.dumps(VERSION), headers={"content-type": "application/json"})

    if url.pathname in MOVED:
      return Response.redirect("https://docs.example.com" + MOVED[url.pathname], 308)

    if url.pathname == "/":
      page = await self.env.ASSETS.fetch(url.origin + "/index.html")
    else:
      page = await self.env.ASSETS.fetch(request)

    if page.status == 404:
      missing = await self.env.ASSETS.fetch(url.origin + "/404.html")
      return Response(await missing.text(), status=404, headers={"content-type": "text/html"})

    return secure(page)
