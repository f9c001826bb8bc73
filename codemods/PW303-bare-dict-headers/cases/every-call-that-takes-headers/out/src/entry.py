from js import Headers, Request, Response, fetch

TOKEN = {"x-token": "t"}


async def ask(url, extra=None):
    one = await fetch(url, headers=TOKEN.items())
    two = await fetch(url, {"method": "POST", "headers": {**TOKEN, "a": "b"}.items()})
    three = Request.new(url, headers=(TOKEN | {"c": "d"}).items())
    four = Headers.new({"e": "f"}.items())
    five = Headers.new(dict(four).items())
    options = {"method": "PUT", "headers": {"g": "h"}.items()}
    six = await fetch(url, options)
    seven = await fetch(url, headers=(extra or {}).items())
    return one, two, three, four, five, six, seven


async def again(url):
    return await ask(url, {"i": "j"})
