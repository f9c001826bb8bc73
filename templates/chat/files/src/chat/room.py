"""The Durable Object: one room, its history, and the connections of its members."""

import contextlib
import logging
import uuid
from dataclasses import asdict
from typing import Any

from workers import DurableObject, Request, Response

from chat import sockets
from chat.history import History
from chat.messages import BadMessageError, error_event, members_event, read_name, read_position, read_text
from chat.sockets import Member
from web import query

_logger = logging.getLogger(__name__)


class ChatRoom(DurableObject):
    """Keeps nothing in attributes that has to last: when it hibernates, only storage and sockets stay."""

    ctx: Any

    def __init__(self, ctx: Any, env: Any) -> None:
        super().__init__(ctx, env)
        self._history = History(self.ctx.storage.sql)
        sockets.answer_pings(self.ctx)

    async def messages(self) -> list[dict[str, Any]]:
        """The history, the oldest message first. Called over RPC."""
        return [asdict(message) for message in self._history.all()]

    async def fetch(self, request: Request) -> Response:
        """Let a member in. `after` is the last message that the client has seen."""
        values = query(request)
        name = read_name(values.get("name", ""))
        if name is None:
            return Response.from_json({"error": "`name` is not a name."}, status=400)
        socket, response = sockets.accept(self.ctx, Member(str(uuid.uuid4()), name))
        for message in self._history.after(read_position(values.get("after", ""))):
            socket.send(message.event())
        self._broadcast_members()
        return response

    async def webSocketMessage(self, socket: Any, frame: object) -> None:  # noqa: N802 - the runtime's name
        """Keep what a member says, and tell everybody."""
        try:
            text = read_text(frame)
        except BadMessageError as error:
            socket.send(error_event(str(error)))
            return
        message = self._history.add(sockets.member_of(socket).name, text)
        self._broadcast(message.event(), self._connections())

    async def webSocketClose(  # noqa: N802 - the runtime's name
        self, socket: Any, code: int, reason: str, was_clean: bool
    ) -> None:
        """A member has left."""
        self._leave(socket)

    async def webSocketError(self, socket: Any, error: Any) -> None:  # noqa: N802 - the runtime's name
        """A connection broke."""
        _logger.warning("a connection broke: %s", error)
        self._leave(socket)

    def _leave(self, socket: Any) -> None:
        with contextlib.suppress(Exception):  # it may be closed already
            socket.close(1000, "")
        self._broadcast_members(without=sockets.member_of(socket))

    def _broadcast_members(self, without: Member | None = None) -> None:
        connections = self._connections(without)
        names = sorted({member.name for _, member in connections})
        self._broadcast(members_event(names), connections)

    def _broadcast(self, event: str, connections: list[tuple[Any, Member]]) -> None:
        for socket, member in connections:
            try:
                socket.send(event)
            except Exception as error:  # noqa: BLE001 - the others have to get it all the same
                _logger.info("a message did not reach %s: %s", member.name, error)

    def _connections(self, without: Member | None = None) -> list[tuple[Any, Member]]:
        """The sockets and their members; one that is about to leave may still be among them."""
        connections = [(socket, sockets.member_of(socket)) for socket in self.ctx.getWebSockets()]
        return [(socket, member) for socket, member in connections if member != without]
