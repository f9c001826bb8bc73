"""What happens to a mail."""

import logging

from mail.answer import answer, wants_answer
from mail.incoming import IncomingMail
from mail.mailboxes import mailbox

_logger = logging.getLogger(__name__)


async def receive(mail: IncomingMail, forward_to: str) -> bool:
    """Forward a mail and answer it, if its mailbox is there. If it fails, the sender's server tries again."""
    box = mailbox(mail.recipient)
    if box is None:
        return False
    await mail.forward(forward_to)
    _logger.info("mail to %s forwarded", mail.recipient)
    if box.answer and wants_answer(mail):
        await _answer(mail, box.answer)
    return True


async def refuse(mail: IncomingMail) -> None:
    """Refuse a mail while its sender is still connected."""
    _logger.info("mail refused: nobody at %s", mail.recipient)
    await mail.reject("There is no such mailbox here.")


async def _answer(mail: IncomingMail, text: str) -> None:
    try:
        await mail.reply(answer(mail, text))
    except Exception:
        # Refused, for example, if the sender does not pass DMARC. The mail itself has arrived.
        _logger.exception("mail to %s could not be answered", mail.recipient)
