"""What requests and responses do, said in a way that the SDK and its stand-ins can be compared."""

from http import HTTPMethod, HTTPStatus

import js
from pyodide.ffi import JsException, jsnull
from workers import Request, Response

URL = "https://worker.example/path?q=1"


async def outcome(question):
    try:
        answer = question()
        return repr(await answer if hasattr(answer, "__await__") else answer)
    except JsException as error:
        return f"JsException {error.name}"
    except OSError:
        return "OSError"
    except Exception as error:
        return type(error).__name__


def request(**options):
    return Request(URL, **options)


def post(body, **options):
    return Request(URL, method="POST", body=body, **options)


async def twice(message):
    await message.text()
    return await message.text()


async def chunks(message):
    reader = message.body.getReader()
    found = []
    while not (chunk := await reader.read()).done:
        found.append(chunk.value.to_bytes())
    return b"".join(found)


async def cancelled(message):
    reader = message.body.getReader()
    await reader.cancel()
    return (await reader.read()).done


def set_in(headers, name, value):
    headers[name] = value


def changed_copy():
    response = Response("x")
    response.headers["x-a"] = "b"
    return response.headers["x-a"]


def changed_own():
    response = Response("x", headers={"x-a": "b"})
    response.js_object.headers.set("X-A", "c")
    response.js_object.headers.append("x-a", "d")
    response.js_object.headers.delete("content-type")
    return sorted(response.headers.items())


def cookies():
    response = Response("x", headers=[("set-cookie", "a=1"), ("Set-Cookie", "b=2"), ("vary", "x"), ("vary", "y")])
    return response.headers.get_all("set-cookie"), response.headers["Vary"], response.headers["none"]


def remade(**options):
    return Response("x", status=201, headers={"x-a": "b"}, **options).replace_body("y")


async def answers():
    questions = {
        "method": lambda: request(method="PUT").method is HTTPMethod.PUT,
        "method of a name": lambda: request(method=HTTPMethod.DELETE).js_object.method,
        "method without a name": lambda: request(method="PROPFIND").method,
        "method without a name in JavaScript": lambda: request(method="PROPFIND").js_object.method,
        "unknown method": lambda: request(method="BREW"),
        "small letters": lambda: request(method="put").js_object.method,
        "url": lambda: request().url,
        "no body": lambda: request().body is None,
        "no body is false": lambda: bool(request().body),
        "body of a GET": lambda: request(body="x"),
        "a body": lambda: bool(post("x").body),
        "text": lambda: post("é").text(),
        "bytes": lambda: post("é").bytes(),
        "bytes of bytes": lambda: post(b"\xff").bytes(),
        "text of bytes": lambda: post(b"\xff").text(),
        "json": lambda: post('{"a": [1, null]}').json(),
        "bad json": lambda: post("{").json(),
        "no json": lambda: request().json(),
        "no text": lambda: request().text(),
        "twice": lambda: twice(post("x")),
        "chunks": lambda: chunks(post("x" * 3)),
        "cancelled": lambda: cancelled(post("x")),
        "clone": lambda: post("x").clone().text(),
        "copy": lambda: Request(post("x", headers={"x-a": "b"})).headers["x-a"],
        "copy of another method": lambda: Request(post("x"), method="PUT").js_object.method,
        "of JavaScript with options": lambda: Request(request().js_object, method="PUT"),
        "header in any case": lambda: request(headers={"X-One": " 1 "}).headers.get("x-ONE"),
        "missing header": lambda: request().headers.get("x"),
        "missing item of headers": lambda: request().headers["x"],
        "in": lambda: "X-one" in request(headers={"x-One": "1"}).headers,
        "names": lambda: list(request(headers={"X-One": "1", "a": "2"}).headers),
        "missing header in JavaScript": lambda: request().js_object.headers.get("x") is jsnull,
        "header in JavaScript": lambda: request(headers={"X-One": "1"}).js_object.headers.get("x-one"),
        "has": lambda: request(headers={"X-One": "1"}).js_object.headers.has("x-oNe"),
        "pairs of JavaScript": lambda: [tuple(pair) for pair in Response("x", headers={"B": "1"}).js_object.headers],
        "headers as a list": lambda: request(headers=[("a", "1"), ("a", "2")]).headers.get_all("a"),
        "headers as a tuple": lambda: request(headers=(("a", "1"),)),
        "bad name of a header": lambda: request(headers={"a b": "1"}),
        "bad header": lambda: request(headers={"a": "1\n2"}),
        "content type of a request": lambda: post("x").headers["content-type"],
        "content type of bytes in a request": lambda: post(b"x").headers["content-type"],
        "cf": lambda: request().cf,
        "status": lambda: Response("x").status,
        "status of a name": lambda: Response("x", status=HTTPStatus.CREATED).status,
        "ok": lambda: (Response("x", status=299).ok, Response("x", status=404).ok),
        "status text": lambda: Response("x", status_text="Fine").status_text,
        "too low": lambda: Response("x", status=199),
        "too high": lambda: Response("x", status=600),
        "empty body where none may be": lambda: Response("", status=204).text(),
        "body where none may be": lambda: Response("x", status=204),
        "no content": lambda: Response(None, status=204).body,
        "body of a dictionary": lambda: Response({}),
        "body of a number": lambda: Response(5),
        "body of null": lambda: Response(jsnull),
        "body of a response": lambda: Response(Response("x")),
        "of JavaScript": lambda: Response(js.Response.new("x", status=203)).status,
        "of JavaScript, with a status": lambda: Response(js.Response.new("x"), status=201),
        "response's text": lambda: Response("é").text(),
        "response's bytes": lambda: Response(b"\x00\xff").bytes(),
        "response's json": lambda: Response('{"a": 1}').json(),
        "response's text twice": lambda: twice(Response("x")),
        "response without a body": lambda: Response().text(),
        "response's chunks": lambda: chunks(Response("abc")),
        "stream": lambda: Response(Response("x").body).text(),
        "content type": lambda: Response("x").headers["content-type"],
        "content type of bytes": lambda: Response(b"x").headers["content-type"],
        "content type given": lambda: Response("x", headers={"Content-Type": "text/html"}).headers.get_all("content-type"),
        "content type of null": lambda: Response(None).headers["content-type"],
        "changed copy": changed_copy,
        "changed own": changed_own,
        "cookies": cookies,
        "from_json": lambda: Response.from_json({"é": None}).text(),
        "type of from_json": lambda: Response.from_json([1]).headers["content-type"],
        "other type of from_json": lambda: Response.from_json(1, headers={"content-type": "a/b"}).headers["content-type"],
        "from_json without a body": lambda: Response.from_json({}, status=204),
        "from_json out of range": lambda: Response.from_json({}, status=99),
        "json of a class": lambda: Response.json({"a": 1}, status=202).status,
        "not for json": lambda: Response.from_json({1, 2}),
        "redirect": lambda: Response.redirect("https://a.example/", 303).headers.get("location"),
        "redirect is wrapped": lambda: isinstance(Response.redirect("https://a.example/"), Response),
        "redirect with another status": lambda: Response.redirect("https://a.example/", 200),
        "other body": lambda: (remade().status, remade().headers["x-a"], remade().headers["content-type"]),
        "text of the other body": lambda: remade().text(),
        "made like another": lambda: Response(js.Response.new("y", Response("x", headers={"x-a": "b"}).js_object)).headers["x-a"],
        "headers of a response as headers": lambda: Response("x", headers=Response("y").headers),
        "dictionary item": lambda: set_in(Response("x").headers, "a", "b"),
    }
    return {name: await outcome(question) for name, question in questions.items()}
