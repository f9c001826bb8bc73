"""A mail as the runtime hands it over.

In development its methods are remote ones, in production they are not, so what they return may have to
be awaited.
"""

from inspect import isawaitable
from typing import Any

from workers import import_from_javascript


class IncomingMail:
    """One mail that wants in."""

    def __init__(self, message: Any) -> None:
        self._message = message

    @property
    def sender(self) -> str:
        """The address on the envelope; empty if the mail is itself a report of one that failed."""
        return str(getattr(self._message, "from"))

    @property
    def recipient(self) -> str:
        return str(self._message.to)

    def header(self, name: str) -> str | None:
        return self._message.headers.get(name) or None

    async def forward(self, address: str) -> None:
        await _completed(self._message.forward(address))

    async def reject(self, reason: str) -> None:
        """Refuse the mail; the sender's server gets the reason."""
        await _completed(self._message.setReject(reason))

    async def reply(self, content: str) -> None:
        """Answer the sender with a whole message, headers and all."""
        email = import_from_javascript("cloudflare:email")
        await _completed(self._message.reply(email.EmailMessage.new(self.recipient, self.sender, content)))


async def _completed(outcome: Any) -> None:
    if isawaitable(outcome):
        await outcome
