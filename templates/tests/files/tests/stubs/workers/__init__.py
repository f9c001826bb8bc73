"""Stands in for the Workers SDK, which only loads in the runtime: the same values in and out.

`pythonpath` in pyproject.toml puts this folder in front of the installed SDK. The types of tests
are checked against the SDK itself.
"""

import asyncio
import json
from collections.abc import Awaitable
from http import HTTPMethod, HTTPStatus
from http.client import HTTPMessage
from typing import Any, Never

import js
from pyodide.ffi import JsException, jsnull

from fakes.runtime import background, env

__all__ = [
    "DurableObject",
    "Request",
    "Response",
    "WorkerEntrypoint",
    "WorkflowEntrypoint",
    "env",
    "fetch",
    "import_from_javascript",
    "waitUntil",
    "wait_until",
]


def wait_until(work: Awaitable[Any]) -> None:
    background.append(asyncio.ensure_future(work))


waitUntil = wait_until  # noqa: N816


def import_from_javascript(module_name: str) -> Never:
    """A test of what such a module is for puts its own function here."""
    message = f"{module_name} only exists in the runtime"
    raise ImportError(message)


async def fetch(resource: Any, **options: Any) -> Never:
    """Tests reach no network; one that needs an answer puts its own function here."""
    message = f"the test reaches for the network: {resource} {options}"
    raise AssertionError(message)


class _Handlers:
    def __init__(self, ctx: Any, env: Any) -> None:
        self.ctx = ctx
        self.env = env


class WorkerEntrypoint(_Handlers): ...


class DurableObject(_Handlers): ...


class WorkflowEntrypoint(_Handlers): ...


class Request:
    def __init__(self, input: Any, **options: Any) -> None:  # noqa: A002 - the SDK's name
        if isinstance(input, js.Request):
            if options:
                message = "Expected no options when constructing Request from a js.Request"
                raise ValueError(message)
            self._js_request = input
            return
        if isinstance(options.get("method"), HTTPMethod):
            options["method"] = options["method"].value
        if "headers" in options:
            options["headers"] = _js_headers(options["headers"])
        given = input.js_object if isinstance(input, Request) else input
        self._js_request = js.Request.new(given, **options)

    @property
    def js_object(self) -> js.Request:
        return self._js_request

    @property
    def method(self) -> HTTPMethod:
        """A method that Python has no name for is a KeyError, as in the SDK."""
        return HTTPMethod[self._js_request.method]

    @property
    def url(self) -> str:
        return self._js_request.url

    @property
    def headers(self) -> HTTPMessage:
        return _message(self._js_request.headers)

    @property
    def body(self) -> Any:
        return self._js_request.body

    @property
    def body_used(self) -> bool:
        return self._js_request.bodyUsed

    @property
    def cf(self) -> Any:
        return None if self._js_request.cf is jsnull else self._js_request.cf

    def clone(self) -> "Request":
        self._check_unused()
        return Request(self._js_request.clone())

    async def buffer(self) -> js.ArrayBuffer:
        self._check_unused()
        return await self._js_request.arrayBuffer()

    async def bytes(self) -> bytes:
        return (await self.buffer()).to_bytes()

    async def text(self) -> str:
        self._check_unused()
        return await self._js_request.text()

    async def json(self, **options: Any) -> Any:
        return json.loads(await self.text(), **options)

    def _check_unused(self) -> None:
        if self.body_used:
            message = "Body already used"
            raise OSError(message)


class Response:
    def __init__(
        self,
        body: Any = None,
        status: HTTPStatus | int | None = None,
        status_text: str = "",
        headers: Any = None,
        web_socket: Any = None,
    ) -> None:
        if isinstance(body, js.Response):
            if status is not None or status_text or headers is not None:
                message = "Expected no options when constructing Response from a js.Response"
                raise ValueError(message)
            self.js_response = body
            return
        if body is not None and not isinstance(body, str | bytes | js.ReadableStream | js.ArrayBuffer):
            message = f"Unsupported type in Response: {type(body).__name__}"
            raise TypeError(message)
        options = _options(status, status_text, headers)
        if web_socket is not None:
            options["webSocket"] = web_socket
        self.js_response = js.Response.new(body, **options)

    @property
    def js_object(self) -> js.Response:
        return self.js_response

    @property
    def status(self) -> int:
        return self.js_response.status

    @property
    def status_text(self) -> str:
        return self.js_response.statusText

    @property
    def ok(self) -> bool:
        return self.js_response.ok

    @property
    def headers(self) -> HTTPMessage:
        """A copy: what is changed in it is lost. `js_object.headers` are the response's own."""
        return _message(self.js_response.headers)

    @property
    def body(self) -> Any:
        return None if self.js_response.body is jsnull else self.js_response.body

    @property
    def body_used(self) -> bool:
        return self.js_response.bodyUsed

    def replace_body(self, body: Any) -> "Response":
        return Response(js.Response.new(body, self.js_response))

    async def buffer(self) -> js.ArrayBuffer:
        if self.body_used:
            message = "Response body is already used"
            raise OSError(message)
        return await self.js_response.arrayBuffer()

    async def bytes(self) -> bytes:
        return (await self.buffer()).to_bytes()

    async def text(self) -> str:
        return (await self.buffer()).to_bytes().decode(errors="replace")

    @staticmethod
    def redirect(url: str, status: HTTPStatus | int = HTTPStatus.FOUND) -> js.Response:
        """JavaScript's own response, not wrapped."""
        try:
            return js.Response.redirect(url, int(status))
        except JsException as error:
            raise _python_error(error) from error

    @staticmethod
    def from_json(
        data: Any, status: HTTPStatus | int = HTTPStatus.OK, status_text: str = "", headers: Any = None
    ) -> "Response":
        options = _options(status, status_text, headers)
        try:
            options["headers"] = js.Headers.new(options.get("headers", ()))
            if not options["headers"].has("content-type"):
                options["headers"].set("content-type", "application/json")
            return Response(js.Response.new(json.dumps(data), **options))
        except JsException as error:
            raise _python_error(error) from error

    def json(self, *args: Any, **options: Any) -> Any:
        """Of a response: a coroutine of its content. `Response.json(data)`: a new response."""
        if isinstance(self, Response):
            return self._parsed()
        return Response.from_json(self, *args, **options)

    async def _parsed(self) -> Any:
        return json.loads(await self.text())


def _options(status: HTTPStatus | int | None, status_text: str, headers: Any) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if status:
        options["status"] = int(status)
    if status_text:
        options["statusText"] = status_text
    if headers:
        options["headers"] = _js_headers(headers)
    return options


def _js_headers(headers: Any) -> js.Headers:
    match headers:
        case dict():
            return js.Headers.new(headers.items())
        case list():
            return js.Headers.new(headers)
        case js.Headers():
            return headers
        case _:
            message = "Received unexpected type for headers argument"
            raise TypeError(message)


def _message(headers: js.Headers) -> HTTPMessage:
    message = HTTPMessage()
    for name, value in headers:
        message.add_header(name, value)
    return message


def _python_error(error: JsException) -> Exception:
    return {"RangeError": ValueError, "TypeError": TypeError}.get(error.name, JsException)(error.message)
