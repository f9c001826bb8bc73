"""Answers to mail, and when there must be none."""

from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

from mail.incoming import IncomingMail

_BULK = ("bulk", "junk", "list")


def wants_answer(mail: IncomingMail) -> bool:
    """Whether a person may be behind the mail. Machines that answer machines never stop."""
    return (
        mail.sender not in ("", "<>")
        and mail.header("message-id") is not None
        and (mail.header("auto-submitted") or "no").strip().lower() == "no"
        and (mail.header("precedence") or "").strip().lower() not in _BULK
        and mail.header("list-id") is None
    )


def answer(mail: IncomingMail, text: str) -> str:
    """The whole message that answers the mail."""
    message_id = mail.header("message-id") or ""
    reply = EmailMessage(policy=SMTP)
    reply["From"] = mail.recipient
    reply["To"] = mail.sender
    reply["Subject"] = f"Re: {_subject(mail)}"
    reply["Message-ID"] = make_msgid(domain=mail.recipient.rpartition("@")[2])
    reply["In-Reply-To"] = message_id
    reply["References"] = message_id
    reply["Auto-Submitted"] = "auto-replied"
    reply.set_content(text)
    return reply.as_string()


def _subject(mail: IncomingMail) -> str:
    encoded = mail.header("subject") or "your message"
    try:
        decoded = str(make_header(decode_header(encoded)))
    except (HeaderParseError, LookupError, UnicodeError):
        decoded = encoded
    # A header is one line, whatever hides in the encoded words.
    return " ".join(decoded.split())
