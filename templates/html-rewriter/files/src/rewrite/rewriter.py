"""Puts HTML through the rules."""

from functools import cache
from http import HTTPStatus
from typing import Any

import js  # pyright: ignore[reportMissingImports] - the globals of JavaScript, there in the runtime alone
from pyodide.ffi import create_proxy  # pyright: ignore[reportMissingImports]
from workers import Request, Response

from rewrite.rules import Images, NoIndex, OtherSites, Rule
from web.middleware import Answer, changeable, middleware

# By selectors of CSS. Images outside of the main part, such as icons, are seen at once.
_RULES: dict[str, Rule] = {"a[href]": OtherSites(), "main img": Images()}
_RULES_OUTSIDE_OF_PRODUCTION: dict[str, Rule] = {"head": NoIndex()}


@middleware
async def rewritten(worker: Any, request: Request, answer: Answer) -> Response:
    """Change the answer if it is a page. It goes on as a stream; Python sees the elements alone."""
    response = await answer()
    if not _is_page(response):
        return response
    response = changeable(response)
    # These tell about the page before it was changed.
    for name in ("etag", "last-modified", "content-length"):
        response.js_object.headers.delete(name)
    is_production = getattr(worker.env, "ENVIRONMENT", "production") == "production"
    return Response(_rewriter(is_production).transform(response.js_object))


def _is_page(response: Response) -> bool:
    is_html = (response.headers.get("content-type") or "").startswith("text/html")
    return is_html and response.body is not None and response.status != HTTPStatus.SWITCHING_PROTOCOLS


@cache
def _rewriter(is_production: bool) -> Any:
    """Made once in each isolate: JavaScript holds on to the rules for as long as there are requests."""
    rules = _RULES if is_production else _RULES | _RULES_OUTSIDE_OF_PRODUCTION
    rewriter = js.HTMLRewriter.new()
    for selector, rule in rules.items():
        rewriter.on(selector, create_proxy(rule))
    return rewriter
