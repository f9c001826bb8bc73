"""Which mail is forwarded, answered or refused."""

import asyncio
from dataclasses import dataclass, field
from email import message_from_string, policy
from types import SimpleNamespace
from typing import Any

import pytest

import mail as package
from harness import LocalWorker
from mail import incoming
from mail.mailboxes import mailbox

HEADERS = {"message-id": "<1@there.example>", "subject": "Gr=C3=BC=C3=9Fe"}


@dataclass
class Message:
    """As the runtime's; in development, methods return what has to be awaited."""

    to: str
    headers: dict[str, str]
    remote: bool = True
    failing_reply: bool = False
    done: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])

    def forward(self, address: str) -> object:
        return self._did("forward", address)

    def setReject(self, reason: str) -> object:  # noqa: N802
        return self._did("reject", reason)

    def reply(self, message: Any) -> object:
        if self.failing_reply:
            raise PermissionError
        return self._did("reply", message)

    def _did(self, name: str, value: Any) -> object:
        self.done.append((name, value))
        return asyncio.sleep(0) if self.remote else None


@pytest.fixture(autouse=True)
def javascript(monkeypatch: pytest.MonkeyPatch) -> None:
    email = SimpleNamespace(EmailMessage=SimpleNamespace(new=lambda *parts: parts))
    monkeypatch.setattr(incoming, "import_from_javascript", {"cloudflare:email": email}.__getitem__)


def receive(message: Message, sender: str = "ana@there.example") -> list[tuple[str, Any]]:
    setattr(message, "from", sender)
    asyncio.run(package.receive(message, SimpleNamespace(MAIL_FORWARD_TO="inbox@here.example")))
    return message.done


@pytest.mark.parametrize("remote", [True, False])
def test_mail_to_a_mailbox_is_forwarded(remote: bool) -> None:
    message = Message("hello+shop@here.example", HEADERS, remote)
    assert receive(message) == [("forward", "inbox@here.example")]


def test_mail_to_nobody_is_not_received() -> None:
    assert receive(Message("nobody@here.example", HEADERS)) == []


def test_mail_is_refused_with_a_reason() -> None:
    message = Message("nobody@here.example", HEADERS)
    setattr(message, "from", "ana@there.example")
    asyncio.run(package.refuse(message))
    assert message.done == [("reject", "There is no such mailbox here.")]


def test_an_answer_belongs_to_the_mail() -> None:
    headers = {"message-id": "<1@there.example>", "subject": "=?utf-8?q?Gr=C3=BC=C3=9Fe=0D=0ABcc=3A_x?="}
    (_, _), (_, (answering, answered, content)) = receive(Message("support@here.example", headers))
    assert (answering, answered) == ("support@here.example", "ana@there.example")
    answer = message_from_string(content, policy=policy.default)
    assert answer["Subject"] == "Re: Grüße Bcc: x"
    assert answer["In-Reply-To"] == answer["References"] == "<1@there.example>"
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["Message-ID"].endswith("@here.example>")
    assert "two working days" in answer.get_content()


@pytest.mark.parametrize(
    "header",
    [{"auto-submitted": "auto-replied"}, {"precedence": "Bulk"}, {"list-id": "<news.there.example>"}],
)
def test_machines_get_no_answer(header: dict[str, str]) -> None:
    assert [name for name, _ in receive(Message("support@here.example", HEADERS | header))] == ["forward"]


def test_failure_reports_get_no_answer() -> None:
    assert [name for name, _ in receive(Message("support@here.example", HEADERS), sender="")] == ["forward"]


def test_mail_arrives_even_if_it_cannot_be_answered(caplog: pytest.LogCaptureFixture) -> None:
    message = Message("support@here.example", HEADERS, failing_reply=True)
    assert receive(message) == [("forward", "inbox@here.example")]
    assert "could not be answered" in caplog.text


def test_the_case_of_a_mailbox_does_not_matter() -> None:
    assert mailbox("Support@here.example") is mailbox("support@here.example") is not None


def test_the_handler_hands_mail_over() -> None:
    message = Message("nobody@here.example", HEADERS)
    setattr(message, "from", "ana@there.example")
    LocalWorker(MAIL_FORWARD_TO="inbox@here.example").receive(message)
    assert [name for name, _ in message.done] == ["reject"]
