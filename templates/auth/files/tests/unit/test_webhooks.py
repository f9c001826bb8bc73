"""Webhooks: only what is signed, new and whole is taken."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from auth import signed_body
from harness import new_request
from web import HttpError

# From the specification of Standard Webhooks.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - it is public
BODY = b'{"test": 2432232314}'
MESSAGE_ID, TIMESTAMP = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

ENV = SimpleNamespace(WEBHOOK_SECRET=SECRET)


def take(body: bytes = BODY, changes: dict[str, str] | None = None) -> bytes:
    headers = {"id": MESSAGE_ID, "timestamp": str(TIMESTAMP), "signature": SIGNATURE} | (changes or {})
    sent = {f"webhook-{name}": value for name, value in headers.items()}
    return asyncio.run(signed_body(new_request("POST", "/webhooks/events", sent, body), ENV))


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: float(TIMESTAMP))


@pytest.mark.usefixtures("now")
def test_the_example_of_the_specification_is_taken() -> None:
    assert take() == BODY


@pytest.mark.usefixtures("now")
def test_one_good_signature_among_several_is_enough() -> None:
    assert take(changes={"signature": f"v1,bm90IHRoaXMgb25l v1a,other {SIGNATURE}"}) == BODY


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    "changes",
    [
        {"signature": ""},
        {"signature": SIGNATURE.removeprefix("v1,")},
        {"signature": SIGNATURE.replace("v1", "v2")},
        {"id": "msg_other"},
        {"id": ""},
        {"timestamp": str(TIMESTAMP + 1)},
        {"timestamp": f" {TIMESTAMP}x"},
        {"timestamp": "9" * 5_000},
    ],
)
def test_anything_else_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(HttpError) as caught:
        take(changes=changes)
    assert caught.value.status == 401


@pytest.mark.usefixtures("now")
def test_another_body_is_refused() -> None:
    with pytest.raises(HttpError):
        take(BODY + b" ")


@pytest.mark.parametrize("seconds", [301, -301])
def test_what_is_too_old_or_of_the_future_is_refused(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(time, "time", lambda: float(TIMESTAMP + seconds))
    with pytest.raises(HttpError):
        take()
