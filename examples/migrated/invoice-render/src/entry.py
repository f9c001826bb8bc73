from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from workers import Response, WorkerEntrypoint

jinja = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method != "POST":
            return Response("POST an invoice", status=405, headers={"allow": "POST"})
        invoice = await request.json()
        html = jinja.get_template("invoice.html").render(
            number=invoice["number"],
            items=invoice["items"],
            total=sum(item["price"] for item in invoice["items"]),
        )
        return Response(html, headers={"content-type": "text/html"})
