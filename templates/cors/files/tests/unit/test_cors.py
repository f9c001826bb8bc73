"""Which pages of other origins may do what."""

import asyncio
from types import SimpleNamespace

import pytest
from workers import Request, Response

from cors import cors
from harness import new_request

OURS = "https://app.example"
LIST = f"{OURS} https://www.example"


class Worker:
    def __init__(self, origins: str) -> None:
        self.env = SimpleNamespace(CORS_ORIGINS=origins)
        self.asked = False

    @cors
    async def fetch(self, request: Request) -> Response:
        self.asked = True
        return Response("x", headers={"vary": "accept-encoding"})


def answered(origins: str, method: str = "GET", **headers: str) -> Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(Worker(origins).fetch(new_request(method, "/", sent)))


def test_a_listed_origin_may_read_the_answer() -> None:
    headers = answered(LIST, origin=OURS).headers
    assert headers["access-control-allow-origin"] == OURS
    assert "x-request-id" in headers["access-control-expose-headers"]
    assert headers["vary"] == "accept-encoding, Origin"


@pytest.mark.parametrize("origin", ["https://evil.example", "https://app.example.evil.example", "null", ""])
def test_any_other_origin_may_not(origin: str) -> None:
    headers = answered(LIST, origin=origin).headers
    assert "access-control-allow-origin" not in headers
    # A cache must not hand this answer to a listed origin.
    assert headers["vary"] == "accept-encoding, Origin"


def test_without_an_origin_nothing_is_allowed_but_caches_are_told() -> None:
    headers = answered(LIST).headers
    assert "access-control-allow-origin" not in headers
    assert headers["vary"] == "accept-encoding, Origin"


def test_everybody_may_if_the_list_says_so() -> None:
    headers = answered("*", origin="https://anybody.example").headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["vary"] == "accept-encoding"


def test_cookies_are_never_allowed() -> None:
    assert "access-control-allow-credentials" not in answered(LIST, origin=OURS).headers


def test_a_preflight_is_answered_without_asking_the_worker() -> None:
    worker = Worker(LIST)
    sent = {"origin": OURS, "access-control-request-method": "PUT"}
    response = asyncio.run(worker.fetch(new_request("OPTIONS", "/", sent)))
    assert response.status == 204
    assert response.headers["access-control-allow-origin"] == OURS
    assert "PUT" in response.headers["access-control-allow-methods"]
    assert "authorization" in response.headers["access-control-allow-headers"]
    assert not worker.asked


def test_a_preflight_of_another_origin_allows_nothing() -> None:
    sent = {"origin": "https://evil.example", "access_control_request_method": "PUT"}
    assert "access-control-allow-origin" not in answered(LIST, "OPTIONS", **sent).headers


def test_other_options_go_to_the_worker() -> None:
    worker = Worker(LIST)
    asyncio.run(worker.fetch(new_request("OPTIONS", "/", {"origin": OURS})))
    assert worker.asked
