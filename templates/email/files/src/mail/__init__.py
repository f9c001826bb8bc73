"""Incoming mail: `mail.mailboxes` says who is there; the handler calls `receive`, and `refuse` for others."""

from typing import Any

from mail.incoming import IncomingMail
from mail.receiver import receive as _receive
from mail.receiver import refuse as _refuse

__all__ = ["receive", "refuse"]


async def receive(message: Any, env: Any) -> bool:
    """Forward and answer one mail; false if it is to none of the mailboxes."""
    return await _receive(IncomingMail(message), env.MAIL_FORWARD_TO)


async def refuse(message: Any) -> None:
    """Refuse a mail to nobody."""
    await _refuse(IncomingMail(message))
