"""Whom the rate limit stops."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from workers import Response

from fakes.rate_limiter import FakeRateLimiter
from harness import new_request
from limits import limited


class Worker:
    """Decorated as a Worker's class is, with and without `async`."""

    def __init__(self, limit: int) -> None:
        self.limiter = FakeRateLimiter(limit)
        self.env = SimpleNamespace(RATE_LIMITER=self.limiter)

    @limited
    async def fetch(self, request: Any) -> Response:
        return Response("answered")

    @limited
    def fetch_at_once(self, request: Any) -> Response:
        return Response("answered")

    def ask(self, path: str = "/", **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self.fetch(new_request("GET", path, named)))


def test_within_the_limit_the_worker_answers() -> None:
    worker = Worker(2)
    assert [worker.ask().status for _ in range(3)] == [200, 200, 429]


def test_a_refusal_says_when_to_come_back() -> None:
    response = Worker(0).ask()
    assert response.headers["retry-after"] == "60"
    assert asyncio.run(response.json()) == {"error": "Too many requests."}


def test_each_address_has_its_own_limit() -> None:
    worker = Worker(1)
    addresses = ["192.0.2.1", "192.0.2.2", "2001:db8::1"]
    assert [worker.ask(cf_connecting_ip=address).status for address in addresses] == [200, 200, 200]
    assert worker.ask(cf_connecting_ip=addresses[0]).status == 429


@pytest.mark.parametrize("header", ["authorization", "x_forwarded_for", "x_real_ip"])
def test_what_a_client_can_make_up_gives_no_new_limit(header: str) -> None:
    worker = Worker(1)
    worker.ask()
    assert worker.ask(**{header: "198.51.100.7"}).status == 429


def test_monitors_are_not_counted() -> None:
    worker = Worker(0)
    assert worker.ask("/health").status == 200
    assert worker.limiter.used.total() == 0


def test_without_the_binding_there_is_no_limit() -> None:
    worker = Worker(0)
    del worker.env.RATE_LIMITER
    assert worker.ask().status == 200


def test_a_fetch_without_async_can_be_limited() -> None:
    worker = Worker(1)
    answers = [asyncio.run(worker.fetch_at_once(new_request("GET", "/"))) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 429]
