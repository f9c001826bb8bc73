from html import escape

from workers import Response

from storage import all_links


def html(body, status=200):
    headers = {"content-type": "text/html; charset=utf-8"}
    return Response("<!doctype html>\n" + body, status=status, headers=headers)


def not_found(slug):
    return html(f"<h1>No link called {escape(slug)}</h1>", 404)


async def overview(env):
    rows = [
        f"<li><a href=\"/{escape(slug)}\">{escape(slug)}</a> ({link['hits']} hits)</li>"
        for slug, link in (await all_links(env)).items()
    ]
    return html("<ul>" + "".join(rows) + "</ul>")
