import json

from js import Headers, Object, Response
from pyodide.ffi import to_js


def own_lines(data):
    return Response.new(
        json.dumps(data),
        {
            "status": 200,
            "headers": {
                "content-type": "application/json",
                # nobody may keep it
                "cache-control": "no-store",
            },
        },
    )


def hugging(data):
    return Response.new(json.dumps(data), {
        "status": 201,
        "headers": Headers.new({"content-type": "application/json"}.items()),
    })


def hugging_a_long_one(data):
    return Response.new(json.dumps(data), {
        "status": 201,
        "headers": {
            "content-type": "application/json",
            "cache-control": "no-store",
        }
    })


def with_comments(data):
    return Response.new(json.dumps(data), {
        "status": 404,  # gone
        "headers": {"content-type": "application/json"},  # as always
    })


def aligned(data):
    return Response.new(json.dumps(data), {"status": 404,
                                           "statusText": "Nope"})


def wrapped_headers(data):
    return Response.new(
        json.dumps(data),
        headers=Headers.new(
            {
                "content-type": "application/json",
            }.items()
        ),
    )


def a_comment_at_the_end(data):
    return Response.new(
        json.dumps(data),
        {
            "status": 404,
            # only a comment
            "headers": {"content-type": "application/json"},  # as always
        },
    )


def a_short_one(data):
    return Response.new(data, {
        "status": 404,
    })


def converted(data):
    return Response.new(
        data,
        to_js(
            {
                "status": 404,
                "statusText": """Not
    found""",
            },
            dict_converter=Object.fromEntries,
        ),
    )


def on_one_of_several_lines(data):
    return Response.new(
        json.dumps(data),
        to_js({"status": 404, "headers": {"content-type": "application/json"}}, dict_converter=Object.fromEntries),
    )


async def on_fetch(request, env):
    if request.method == "GET":
        return Response.new(
            "hello",
            {"status": 200, "statusText": env.TEXT}
        )
    return Response.new("no", {
        "status": 405,
        "headers": Headers.new({"allow": "GET", "content-type": "text/plain", "x-text": env.TEXT}.items()),
    })
