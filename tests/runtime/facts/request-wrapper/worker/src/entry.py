"""What the request of a class handler is: `workers.Request`, not a JavaScript object."""

import json
from urllib.parse import urlsplit

import js
from workers import Response, WorkerEntrypoint


async def show(question):
    """The answer, or the kind of error and what it says."""
    try:
        answer = question()
        return repr(await answer if hasattr(answer, "__await__") else answer)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if urlsplit(request.url).path == "/json":
            return Response.json(await self.body(request))
        headers = request.headers
        return Response.json(
            {
                "type": type(request).__name__,
                "method": request.method == "GET",
                "url": type(request.url).__name__,
                "header in any case": headers.get("X-One") == headers["x-one"] == "1",
                "missing header": await show(lambda: headers.get("X-None")),
                "names, not pairs": [name for name in headers if name.startswith("x-")],
                "dict of headers": dict(headers)["x-one"],
                "headers.has": (await show(lambda: headers.has("X-One"))).split(":")[0],
                "formData": (await show(lambda: request.formData())).split(":")[0],
                "arrayBuffer": (await show(lambda: request.arrayBuffer())).split(":")[0],
                "form_data": hasattr(request, "form_data"),
                "js.fetch of the wrapper": (await show(lambda: js.fetch(request))).split(":")[0],
                "js_object": request.js_object.headers.get("X-One"),
                "missing parameter": await show(lambda: js.URL.new(request.url).searchParams.get("q")),
                "missing parameter is None": js.URL.new(request.url).searchParams.get("q") is None,
                "str returned": (await show(lambda: js.Response.json("x").status)),
            }
        )

    async def body(self, request):
        try:
            value = await request.json()
        except json.JSONDecodeError as error:
            return {"not json": isinstance(error, ValueError)}
        return {
            "type": type(value).__name__,
            "item": value["name"],
            "attribute": await show(lambda: value.name),
            "to_py": await show(lambda: value.to_py()),
        }
