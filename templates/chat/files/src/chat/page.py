"""The page of a room. Everything that people wrote is escaped."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from chat.messages import NAME_LIMIT, TEXT_LIMIT, Message

_PAGE = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
_MESSAGE = Template(Path(__file__).with_name("message.html").read_text(encoding="utf-8"))


def render(room: str, messages: Sequence[Message]) -> str:
    return _PAGE.substitute(
        room=escape(room),
        messages="".join(map(_message, messages)),
        empty=" hidden" if messages else "",
        name_limit=NAME_LIMIT,
        text_limit=TEXT_LIMIT,
    )


def _message(message: Message) -> str:
    return _MESSAGE.substitute(
        id=message.id,
        name=escape(message.name),
        text=escape(message.text),
        at=escape(message.at),
        time=datetime.fromisoformat(message.at).strftime("%d %b, %H:%M"),
    )
