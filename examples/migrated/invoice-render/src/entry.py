from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from js import Response, Headers

jinja = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


async def on_fetch(request, env):
    if request.method != "POST":
        return Response.new("POST an invoice", status=405, headers=Headers.new({"allow": "POST"}.items()))
    invoice = (await request.json()).to_py()
    html = jinja.get_template("invoice.html").render(
        number=invoice["number"],
        items=invoice["items"],
        total=sum(item["price"] for item in invoice["items"]),
    )
    return Response.new(html, headers=Headers.new({"content-type": "text/html"}.items()))
