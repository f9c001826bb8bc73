"""Chat rooms: who hears what, what is kept, and what the page makes of it."""

import asyncio
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from chat import ChatRoom, history, page, room, sockets
from chat.messages import BadMessageError, Message, read_name, read_position, read_text
from chat.sockets import Member
from fakes.durable_objects import FakeSocket, FakeState


class Room:
    """A room with members, whose object can be made anew: hibernation."""

    def __init__(self, state: FakeState) -> None:
        self.state = state
        self.wake_up()

    def wake_up(self) -> None:
        state: Any = self.state
        env: Any = SimpleNamespace()
        self.object = ChatRoom(state, env)

    def join(self, name: str, after: int = 0) -> FakeSocket:
        request: Any = SimpleNamespace(
            url=f"https://chat.example/chat/lobby/socket?name={name}&after={after}"
        )
        asyncio.run(self.object.fetch(request))
        return self.state.sockets[-1]

    def say(self, socket: FakeSocket, frame: object) -> None:
        asyncio.run(self.object.webSocketMessage(socket, frame))

    def leave(self, socket: FakeSocket) -> None:
        asyncio.run(self.object.webSocketClose(socket, 1000, "", was_clean=True))


@pytest.fixture
def lobby(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    def accept(ctx: FakeState, member: Member) -> tuple[FakeSocket, object]:
        socket = FakeSocket(json.dumps([member.id, member.name]))
        ctx.acceptWebSocket(socket)
        return socket, None

    def nothing(ctx: FakeState) -> None:
        pass

    monkeypatch.setattr(room.sockets, "accept", accept)
    monkeypatch.setattr(sockets, "answer_pings", nothing)
    state = FakeState("lobby")
    yield Room(state)
    state.close()


def events(socket: FakeSocket) -> list[Any]:
    """What the client got since the last look."""
    got = [json.loads(text) for text in socket.sent]
    socket.sent.clear()
    return got


def test_everybody_hears_what_is_said(lobby: Room) -> None:
    ana, ben = lobby.join("Ana"), lobby.join("Ben")
    assert events(ana) == [
        {"type": "members", "names": ["Ana"]},
        {"type": "members", "names": ["Ana", "Ben"]},
    ]
    events(ben)
    lobby.say(ana, '{"text": " hi "}')
    [heard] = events(ben)
    assert (heard["type"], heard["name"], heard["text"]) == ("message", "Ana", "hi")
    assert events(ana) == [heard]


def test_a_room_that_wakes_up_knows_its_members(lobby: Room) -> None:
    ana, ben = lobby.join("Ana"), lobby.join("Ben")
    lobby.wake_up()
    events(ben)
    lobby.say(ana, '{"text": "still here"}')
    assert [event["name"] for event in events(ben)] == ["Ana"]


def test_who_leaves_is_missed_even_with_two_windows(lobby: Room) -> None:
    ana, other_window, ben = lobby.join("Ana"), lobby.join("Ana"), lobby.join("Ben")
    events(ben)
    lobby.leave(other_window)
    assert events(ben) == [{"type": "members", "names": ["Ana", "Ben"]}]
    asyncio.run(lobby.object.webSocketError(ana, "reset"))
    assert events(ben) == [{"type": "members", "names": ["Ben"]}]


def test_a_broken_connection_does_not_keep_others_from_hearing(lobby: Room) -> None:
    ana, ben = lobby.join("Ana"), lobby.join("Ben")
    events(ben)

    def broken(text: str) -> None:
        raise ConnectionError(text)

    ana.send = broken  # type: ignore[method-assign]
    lobby.say(ana, '{"text": "hello?"}')
    assert [event["text"] for event in events(ben)] == ["hello?"]


def test_nonsense_is_told_to_the_sender_alone(lobby: Room) -> None:
    ana, ben = lobby.join("Ana"), lobby.join("Ben")
    events(ana)
    events(ben)
    for frame in ("not json", b"bytes", "[]", '{"text": " "}', json.dumps({"text": "x" * 1_001})):
        lobby.say(ana, frame)
    assert [event["type"] for event in events(ana)] == ["error"] * 5
    assert events(ben) == []


def test_a_client_gets_what_it_has_missed(lobby: Room) -> None:
    ana = lobby.join("Ana")
    for text in ("one", "two", "three"):
        lobby.say(ana, json.dumps({"text": text}))
    assert [event.get("text") for event in events(lobby.join("Ben", after=1))] == ["two", "three", None]


def test_only_the_last_messages_are_kept(lobby: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 2)
    ana = lobby.join("Ana")
    for text in ("one", "two", "three"):
        lobby.say(ana, json.dumps({"text": text}))
    assert [message["text"] for message in asyncio.run(lobby.object.messages())] == ["two", "three"]


@pytest.mark.parametrize(
    ("given", "read"), [("  Ana  Maria ", "Ana Maria"), ("", None), ("x" * 31, None), ("a\x07", None)]
)
def test_names(given: str, read: str | None) -> None:
    assert read_name(given) == read


@pytest.mark.parametrize(("given", "read"), [("7", 7), ("", 0), ("-1", 0), ("٣", 0), ("9" * 16, 0)])
def test_positions(given: str, read: int) -> None:
    assert read_position(given) == read


def test_deep_nesting_is_nonsense_too() -> None:
    with pytest.raises(BadMessageError):
        read_text("[" * 100_000)


def test_the_page_escapes_what_people_wrote() -> None:
    html = page.render(
        "lobby", [Message(1, "<b>", "<script>alert('$room')</script>", "2026-01-02T03:04:05+00:00")]
    )
    assert "<title>lobby · Chat</title>" in html
    assert '<p id="empty" hidden>' in html
    assert "&lt;script&gt;alert(&#x27;$room&#x27;)&lt;/script&gt;" in html
    assert (
        '<span class="name">&lt;b&gt;</span> <time datetime="2026-01-02T03:04:05+00:00">02 Jan, 03:04</time>'
        in html
    )
