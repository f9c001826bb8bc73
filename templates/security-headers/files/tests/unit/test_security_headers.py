"""Headers that make browsers careful."""

import asyncio
from types import SimpleNamespace

from workers import Request, Response

from harness import new_request
from security_headers import HEADERS, security_headers


class Worker:
    env = SimpleNamespace()

    def __init__(self, response: Response) -> None:
        self.response = response

    @security_headers
    async def fetch(self, request: Request) -> Response:
        return self.response


def answered(response: Response) -> Response:
    return asyncio.run(Worker(response).fetch(new_request("GET", "/")))


def test_every_answer_has_them() -> None:
    response = answered(Response("x", status=404))
    assert response.status == 404
    assert {name: response.headers[name] for name in HEADERS} == dict(HEADERS)


def test_what_a_page_sends_itself_stays() -> None:
    headers = answered(Response("x", headers={"Content-Security-Policy": "default-src 'self'"})).headers
    assert headers.get_all("content-security-policy") == ["default-src 'self'"]
    assert headers["x-frame-options"] == "DENY"


def test_headers_and_body_of_the_answer_stay() -> None:
    response = answered(Response("x", headers=[("set-cookie", "a=1"), ("set-cookie", "b=2")]))
    assert response.headers.get_all("set-cookie") == ["a=1", "b=2"]
    assert asyncio.run(response.text()) == "x"


def test_the_opening_of_a_socket_is_left_alone() -> None:
    opening = Response(None, status=101)
    assert answered(opening) is opening
    assert dict(opening.headers) == {}
