from html import escape
from urllib.parse import parse_qs, urlparse

from workers import Response, WorkerEntrypoint

PAGE = """<!doctype html>
<title>Guestbook</title>
<form method="post"><input name="name"><textarea name="message"></textarea><button>Sign</button></form>
<dl>{entries}</dl>
"""


async def read_entries(db, limit: int):
    result = await db.prepare(
        "SELECT id, name, message FROM entries ORDER BY id DESC LIMIT ?"
    ).bind(limit).all()
    return result.results


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        url = urlparse(request.url)

        if url.path == "/api/entries":
            return Response.json(await read_entries(self.env.DB, int(self.env.MAX_ENTRIES)))

        if url.path != "/":
            return Response("not found", status=404)

        if request.method == "POST":
            form = parse_qs(await request.text())
            name = form.get("name", [""])[0].strip()
            message = form.get("message", [""])[0].strip()
            if not name or not message:
                return Response("name and message, please", status=400)
            await self.env.DB.prepare("INSERT INTO entries (name, message) VALUES (?, ?)").bind(name, message).run()
            return Response(None, status=303, headers={"location": "/"})

        entries = "".join(
            f"<dt>{escape(row['name'])}</dt><dd>{escape(row['message'])}</dd>"
            for row in await read_entries(self.env.DB, int(self.env.MAX_ENTRIES))
        )
        return Response(PAGE.format(entries=entries), headers={"content-type": "text/html;charset=utf-8"})
