"""Who gets mail at this domain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`answer` is sent to everybody who writes to it; nothing is sent if it is `None`."""

    answer: str | None = None


MAILBOXES: dict[str, Mailbox] = {
    "hello": Mailbox(),
    "support": Mailbox(answer="Thank you for your message. We will answer within two working days."),
}


def mailbox(address: str) -> Mailbox | None:
    """The mailbox of an address. What follows a plus sign is the sender's own remark: `hello+shop@…`."""
    name, _, _ = address.partition("@")
    name, _, _ = name.partition("+")
    return MAILBOXES.get(name.lower())
