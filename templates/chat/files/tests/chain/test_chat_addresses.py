"""The addresses of the chat."""

import asyncio
from collections.abc import Iterator

import pytest

from chat import ChatRoom, sockets
from fakes.durable_objects import FakeNamespace, FakeSocket, FakeState, namespace
from harness import LocalWorker


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNamespace]:
    def nothing(ctx: FakeState) -> None:
        pass

    monkeypatch.setattr(sockets, "answer_pings", nothing)
    with namespace(ChatRoom) as rooms:
        yield rooms


@pytest.fixture
def worker(rooms: FakeNamespace) -> LocalWorker:
    return LocalWorker(CHAT_ROOMS=rooms)


def test_the_lobby_is_where_everybody_starts(worker: LocalWorker) -> None:
    answer = worker.get("/chat")
    assert (answer.status, answer.headers["location"]) == (303, "/chat/lobby")


def test_the_page_shows_what_was_said_in_this_room(worker: LocalWorker, rooms: FakeNamespace) -> None:
    ana = FakeSocket('["1", "Ana"]')
    asyncio.run(rooms.getByName("lobby").webSocketMessage(ana, '{"text": "2 < 3"}'))
    answer = worker.get("/chat/lobby")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "2 &lt; 3" in answer.text
    assert "2 &lt; 3" not in worker.get("/chat/other").text


@pytest.mark.parametrize("room", ["Lobby", "a%20b", "x" * 41, "chat.svg"])
def test_what_is_no_room_is_not_found(worker: LocalWorker, room: str) -> None:
    assert worker.get(f"/chat/{room}").status == 404


def test_a_socket_needs_an_upgrade_and_a_name(worker: LocalWorker) -> None:
    assert worker.get("/chat/lobby/socket?name=Ana").status == 426
    assert worker.get("/chat/lobby/socket", {"upgrade": "websocket"}).status == 400
