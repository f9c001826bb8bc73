"""What every answer tells the browser to refuse."""

from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from workers import Request, Response

from web.middleware import Answer, changeable, middleware

# Everything comes from the Worker itself; no scripts or styles stand in the pages. A page that needs more
# sends a policy of its own.
HEADERS = MappingProxyType(
    {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "strict-origin-when-cross-origin",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
)


@middleware
async def security_headers(worker: Any, request: Request, answer: Answer) -> Response:
    """Add the headers that an answer does not have already."""
    response = changeable(await answer())
    if response.status == HTTPStatus.SWITCHING_PROTOCOLS:
        # The opening of a WebSocket: its headers cannot be changed.
        return response
    own = response.js_object.headers
    for name, value in HEADERS.items():
        if not own.has(name):
            own.set(name, value)
    return response
