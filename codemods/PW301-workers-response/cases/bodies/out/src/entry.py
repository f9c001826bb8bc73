from js import Response as JsResponse
from workers import Response


def number():
    return Response(str(42))


def counted(things):
    return Response(str(len(things)), status=200)


async def stored(env, key):
    found = await env.BUCKET.get(key)
    return Response(found.body, headers={"etag": found.httpEtag})


def object_body():
    return JsResponse.new({"a": 1})
