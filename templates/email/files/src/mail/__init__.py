"""Incoming mail: `mail.mailboxes` says who is there, `receive` is called by the handler."""

from typing import Any

from mail.incoming import IncomingMail
from mail.receiver import receive as _receive

__all__ = ["receive"]


async def receive(message: Any, env: Any) -> None:
    """Forward, answer or refuse one mail."""
    await _receive(IncomingMail(message), env.MAIL_FORWARD_TO)
