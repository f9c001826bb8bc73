from js import Response


def number():
    return Response.new(42)


def counted(things):
    return Response.new(len(things), {"status": 200})


async def stored(env, key):
    found = await env.BUCKET.get(key)
    return Response.new(found.body, headers={"etag": found.httpEtag})


def object_body():
    return Response.new({"a": 1})
