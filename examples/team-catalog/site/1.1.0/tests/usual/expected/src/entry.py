"""Serves the pages."""

from urllib.parse import urlsplit

from workers import Response, WorkerEntrypoint

from pages import render

HTML = {"content-type": "text/html; charset=utf-8"}

PAGES = {
    "/": "home",
    "/about": "about",
    "/contact": "contact",
}


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        name = PAGES.get(urlsplit(request.url).path)
        if name is None:
            return Response(render("missing"), status=404, headers=HTML)
        return Response(render(name), headers=HTML)
