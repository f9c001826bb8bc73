"""The addresses under /chat."""

import re
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from chat import page
from chat.messages import Message, read_name
from web import HttpError, Router, query

LOBBY = "/chat/lobby"

_ROOM = re.compile(r"[a-z0-9-]{1,40}")

routes = Router()


@routes.get("/chat")
async def lobby(request: Request, env: Any) -> Response:
    """Send the client on to the lobby."""
    return Response(None, status=HTTPStatus.SEE_OTHER, headers={"location": LOBBY})


@routes.get("/chat/{room}")
async def show(request: Request, env: Any, room: str) -> Response:
    """The page of a room, with what was said last."""
    messages = [Message(**message) for message in await _room(env, room).messages()]
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
    return Response(page.render(room, messages), headers=headers)


@routes.get("/chat/{room}/socket")
async def connect(request: Request, env: Any, room: str) -> Response:
    """Open the WebSocket of a room: `?name=…&after=…`."""
    if (request.headers.get("upgrade") or "").lower() != "websocket":
        raise HttpError(HTTPStatus.UPGRADE_REQUIRED, "This address is for WebSockets.")
    if read_name(query(request).get("name", "")) is None:
        raise HttpError(HTTPStatus.BAD_REQUEST, "`name` has to be a name of 1 to 30 characters.")
    return await _room(env, room).fetch(request)


def _room(env: Any, name: str) -> Any:
    """The one object of this room. It need not be made; it is there when it is called."""
    if not _ROOM.fullmatch(name):
        raise HttpError(
            HTTPStatus.NOT_FOUND, "A room has a name of 1 to 40 small letters, digits and dashes."
        )
    return env.CHAT_ROOMS.getByName(name)
