"""Bodies that are too large are refused before they fill the memory of the Worker."""

from http import HTTPStatus

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES = 1_048_576


class BodyLimit:
    """Counts what is read of a body, whatever its headers promise."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > BODY_BYTES:
                detail = f"The body may have at most {BODY_BYTES} bytes."
                raise HTTPException(HTTPStatus.CONTENT_TOO_LARGE, detail)
            return message

        await self._app(scope, limited, send)
