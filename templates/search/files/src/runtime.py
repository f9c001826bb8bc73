"""Between the Workers SDK and the service: the SDK's requests in, its responses out.

Only this module and `entry` import the SDK, which exists in the Workers runtime alone.
"""

from functools import partial

from workers import Request, Response

from app.errors import PayloadTooLargeError
from app.web.http import HttpRequest, HttpResponse


def http_request(request: Request) -> HttpRequest:
    # `request.method` would raise for a method that Python has no name for.
    return HttpRequest(
        method=str(request.js_object.method),
        url=request.url,
        headers={name.lower(): value for name, value in request.headers.items()},
        read_body=partial(read_body, request),
    )


def worker_response(response: HttpResponse) -> Response:
    return Response(response.body, status=response.status, headers=dict(response.headers))


async def read_body(request: Request, limit: int) -> bytes:
    """Read the body as it arrives and stop at the limit: the sender's `Content-Length` proves nothing."""
    if not request.body:
        return b""
    reader = request.body.getReader()
    received = bytearray()
    while not (chunk := await reader.read()).done:
        received += chunk.value.to_bytes()
        if len(received) > limit:
            await reader.cancel()
            raise PayloadTooLargeError(limit)
    return bytes(received)
