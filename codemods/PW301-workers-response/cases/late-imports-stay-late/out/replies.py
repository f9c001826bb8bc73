"""Replies. The tests load this module without a Worker."""
import json


def reply(data, status=200):
    from workers import Response

    headers = [["content-type", "application/json"]]
    return Response(json.dumps(data), status=status, headers=headers)


def empty():
    from js import console  # the runtime's own
    from workers import Response

    console.log("nothing")
    return Response("", status=204)
