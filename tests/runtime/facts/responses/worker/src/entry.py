"""What JavaScript's Response and the SDK's take, and what happens where they meet."""

from js import Headers, Object, caches, fetch
from js import Response as JsResponse
from pyodide.ffi import jsnull, to_js
from workers import Response, WorkerEntrypoint

PAIR = {"x-a": "b"}


async def shown(make):
    """Status, x-a header and body of what `make` returns, or the name of the error."""
    try:
        made = make()
        made = getattr(made, "js_object", made)
        return [made.status, str(made.headers.get("x-a")), await made.text()]
    except Exception as error:
        return type(error).__name__


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = request.url.rsplit("/", 1)[1]
        answer = await getattr(self, path)(request)
        return answer if path.startswith("returned") else Response.json(answer)

    async def javascript(self, request):
        return {
            "items": await shown(lambda: JsResponse.new("x", headers=PAIR.items())),
            "items in options": await shown(lambda: JsResponse.new("x", {"status": 201, "headers": PAIR.items()})),
            "keywords beside options": await shown(lambda: JsResponse.new("x", {"status": 201}, headers=[["x-a", "b"]])),
            "options of to_js": await shown(lambda: JsResponse.new("x", to_js({"status": 201, "headers": PAIR}))),
            "status as text": await shown(lambda: JsResponse.new("x", status="404")),
            "a number": await shown(lambda: JsResponse.new(5)),
            "null": await shown(lambda: JsResponse.new(jsnull)),
            "json of a dictionary": await shown(lambda: JsResponse.json({"a": 1})),
            "isinstance": await shown(lambda: Response(str(isinstance(JsResponse.new(), JsResponse)))),
        }

    async def sdk(self, request):
        return {
            "dictionary": await shown(lambda: Response("x", headers=PAIR)),
            "pairs": await shown(lambda: Response("x", headers=[("x-a", "b")])),
            "Headers": await shown(lambda: Response("x", headers=Headers.new(PAIR.items()))),
            "object": await shown(lambda: Response("x", headers=Object.fromEntries(PAIR.items()))),
            "items": await shown(lambda: Response("x", headers=PAIR.items())),
            "its own headers": await shown(lambda: Response("x", headers=Response("y", headers=PAIR).headers)),
            "status as text": await shown(lambda: Response("x", status="404")),
            "a number": await shown(lambda: Response(5)),
            "null": await shown(lambda: Response(jsnull)),
            "json": await shown(lambda: Response.json({"a": [1, 2]}, status=201, headers=PAIR)),
            "json of an object": await shown(lambda: Response.json(to_js({"a": [1, 2]}), status=201, headers=PAIR)),
            "redirect": type(Response.redirect("https://example.com/")).__name__,
        }

    async def copies(self, request):
        page = await self.env.ASSETS.fetch("http://localhost/index.html")
        await caches.default.put("http://localhost/a", page.js_object.clone())
        copy = JsResponse.new(page.body, page.js_object)
        copy.headers.set("x-a", "b")
        target = request.headers["x-target"]
        empty = await fetch(f"{target}/status/204")
        try:
            await caches.default.put("http://localhost/b", Response("x", headers={"cache-control": "max-age=60"}))
            put = "put"
        except Exception as error:
            put = type(error).__name__
        return {
            "of a binding": [type(page).__name__, type(page.headers).__name__],
            "copy": [copy.status, copy.headers.get("x-a"), (await copy.text()).strip()],
            "fetched": type(empty).__name__,
            "fetched without a body": await shown(lambda: Response(empty.body)),
            "the SDK's into a cache": put,
        }

    async def returned_javascript(self, request):
        return JsResponse.new("JavaScript's", status=207)

    async def returned_clone(self, request):
        return Response("cloned").clone()

    async def returned_clone_of_inner(self, request):
        return Response("cloned").js_object.clone()

    async def returned_headers_set_later(self, request):
        response = Response("later")
        response.js_object.headers.append("x-a", "b")
        return response
