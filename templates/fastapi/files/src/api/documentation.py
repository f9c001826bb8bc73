"""The page for people. Its scripts come from a content delivery network, so it has a policy of its own."""

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

_NETWORK = "https://cdn.jsdelivr.net"
_POLICY = (
    f"default-src 'none'; script-src 'unsafe-inline' {_NETWORK}; style-src 'unsafe-inline' {_NETWORK}; "
    "img-src 'self' data: https://fastapi.tiangolo.com; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

routes = APIRouter()


@routes.get("/docs", include_in_schema=False)
async def show(request: Request) -> HTMLResponse:
    app = request.app
    page = get_swagger_ui_html(openapi_url=app.openapi_url, title=app.title)
    page.headers["content-security-policy"] = _POLICY
    return page
