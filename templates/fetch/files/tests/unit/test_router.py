"""Which function a request leads to, and with which values."""

import asyncio
from typing import Any

import pytest
from workers import Request, Response

from harness import new_request
from web import HttpError, Router

routes = Router()


@routes.get("/teas/new")
async def form(request: Request, env: Any) -> Response:
    return Response("form")


@routes.get("/teas/{name}")
async def show(request: Request, env: Any, name: str) -> Response:
    if name == "none":
        raise HttpError(404, "No such tea.", {"x-tea": "none"})
    return Response(f"{name} {env}")


@routes.delete("/teas/{name}")
async def remove(request: Request, env: Any, name: str) -> Response:
    return Response(f"removed {name}")


@routes.post("/teas")
async def add(request: Request, env: Any) -> Response:
    message = "broken"
    raise RuntimeError(message)


@routes.get("/files/{key:path}")
async def file(request: Request, env: Any, key: str) -> Response:
    return Response(key)


@routes.get("/a.c")
async def with_a_dot(request: Request, env: Any) -> Response:
    return Response("dot")


def ask(method: str, target: str) -> Response | None:
    return asyncio.run(routes.respond(new_request(method, target), "env"))


def answer(method: str, target: str) -> Response:
    response = ask(method, target)
    assert response is not None
    return response


def text(response: Response) -> str:
    return asyncio.run(response.text())


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/teas/new", "form"),
        ("/teas/sencha?unit=g", "sencha env"),
        ("/teas/a%2Fb%20%C3%A9", "a/b é env"),
        ("/files/a/b%2Fc", "a/b/c"),
        ("/a.c", "dot"),
    ],
)
def test_values_come_from_the_path(target: str, expected: str) -> None:
    assert text(answer("GET", target)) == expected


@pytest.mark.parametrize("target", ["/", "/teas/", "/teas/a/b", "/teass", "/x/teas/a", "/files/", "/abc"])
def test_other_paths_are_left_to_others(target: str) -> None:
    assert ask("GET", target) is None


def test_several_methods_share_a_path() -> None:
    assert text(answer("DELETE", "/teas/new")) == "removed new"


def test_head_is_answered_as_get() -> None:
    assert answer("HEAD", "/teas/sencha").status == 200


@pytest.mark.parametrize(
    ("method", "target", "allowed"),
    [
        ("POST", "/teas/sencha", "DELETE, GET, HEAD"),
        ("GET", "/teas", "POST"),
        ("PURGE", "/teas/new", "DELETE, GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(method: str, target: str, allowed: str) -> None:
    response = answer(method, target)
    assert (response.status, response.headers["allow"]) == (405, allowed)


def test_an_http_error_is_an_answer() -> None:
    response = answer("GET", "/teas/none")
    assert (response.status, response.headers["x-tea"]) == (404, "none")
    assert text(response) == '{"error": "No such tea."}'


def test_other_errors_pass() -> None:
    with pytest.raises(RuntimeError, match="broken"):
        ask("POST", "/teas")


def test_a_router_can_be_listed() -> None:
    assert [(route.method, route.path) for route in routes][:2] == [
        ("GET", "/teas/new"),
        ("GET", "/teas/{name}"),
    ]
