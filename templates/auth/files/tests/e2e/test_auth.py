"""Who is let in by the running Worker. Its secrets have to be set; the tests know none of them."""

import pytest

from harness import RemoteWorker

pytestmark = pytest.mark.e2e


def test_strangers_are_sent_to_the_login(client: RemoteWorker) -> None:
    answer = client.get("/account")
    assert answer.status == 303
    assert answer.headers["location"].startswith("/login")


def test_the_login_is_a_page_that_nobody_keeps(client: RemoteWorker) -> None:
    answer = client.get("/login")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"


def test_a_wrong_password_and_a_wrong_key_are_refused(client: RemoteWorker) -> None:
    assert client.submit("/login", {"password": "wrong"}).status == 403
    assert client.get("/api/whoami", {"authorization": "Bearer wrong"}).status == 401
    assert client.call("POST", "/webhooks/events", {}).status == 401
