"""Replies. The tests load this module without a Worker."""
import json


def reply(data, status=200):
    from js import Headers, Response

    headers = Headers.new([["content-type", "application/json"]])
    return Response.new(json.dumps(data), {"status": status, "headers": headers})


def empty():
    from js import Response, console  # the runtime's own

    console.log("nothing")
    return Response.new("", status=204)
