import json

from workers import Response


def own_lines(data):
    return Response(
        json.dumps(data),
        status=200,
        headers={
            "content-type": "application/json",
            # nobody may keep it
            "cache-control": "no-store",
        },
    )


def hugging(data):
    return Response(json.dumps(data), status=201, headers={"content-type": "application/json"})


def hugging_a_long_one(data):
    return Response(json.dumps(data), status=201, headers={
        "content-type": "application/json",
        "cache-control": "no-store",
    })


def with_comments(data):
    return Response(
        json.dumps(data),
        status=404,  # gone
        headers={"content-type": "application/json"},  # as always
    )


def aligned(data):
    return Response(json.dumps(data), status=404, status_text="Nope")


def wrapped_headers(data):
    return Response(
        json.dumps(data),
        headers={
            "content-type": "application/json",
        },
    )


def a_comment_at_the_end(data):
    return Response(
        json.dumps(data),
        status=404,
        # only a comment
        headers={"content-type": "application/json"},  # as always
    )


def a_short_one(data):
    return Response(data, status=404)


def converted(data):
    return Response(
        data,
        status=404,
        status_text="""Not
    found""",
    )


def on_one_of_several_lines(data):
    return Response(
        json.dumps(data),
        status=404,
        headers={"content-type": "application/json"},
    )


async def on_fetch(request, env):
    if request.method == "GET":
        return Response(
            "hello",
            status=200,
            status_text=env.TEXT
        )
    return Response("no", status=405, headers={"allow": "GET", "content-type": "text/plain", "x-text": env.TEXT})
