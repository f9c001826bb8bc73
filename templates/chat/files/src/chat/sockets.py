"""WebSockets as the runtime has them.

A socket carries the name of its member itself (its attachment), because an object that wakes up from
hibernation has forgotten everything but its storage and its sockets.
"""

import json
from dataclasses import dataclass
from typing import Any

import js  # pyright: ignore[reportMissingImports] - the globals of JavaScript, there in the runtime alone
from workers import Response


@dataclass(frozen=True, slots=True)
class Member:
    """A connection: one person may have several."""

    id: str
    name: str


def accept(ctx: Any, member: Member) -> tuple[Any, Response]:
    """Make a pair of sockets; keep the server's end, and answer the request with the other one."""
    client, server = js.WebSocketPair.new().object_values()
    ctx.acceptWebSocket(server)
    server.serializeAttachment(json.dumps([member.id, member.name]))
    return server, Response(None, status=101, web_socket=client)


def member_of(socket: Any) -> Member:
    member_id, name = json.loads(socket.deserializeAttachment())
    return Member(member_id, name)


def answer_pings(ctx: Any) -> None:
    """Let the runtime answer `ping` with `pong`, without waking up the object."""
    ctx.setWebSocketAutoResponse(js.WebSocketRequestResponsePair.new("ping", "pong"))
