from js import Headers, Request, Response, fetch

TOKEN = {"x-token": "t"}


async def ask(url, extra=None):
    one = await fetch(url, headers=TOKEN)
    two = await fetch(url, {"method": "POST", "headers": {**TOKEN, "a": "b"}})
    three = Request.new(url, headers=TOKEN | {"c": "d"})
    four = Headers.new({"e": "f"})
    five = Headers.new(dict(four))
    options = {"method": "PUT", "headers": {"g": "h"}}
    six = await fetch(url, options)
    seven = await fetch(url, headers=extra)
    return one, two, three, four, five, six, seven


async def again(url):
    return await ask(url, {"i": "j"})
