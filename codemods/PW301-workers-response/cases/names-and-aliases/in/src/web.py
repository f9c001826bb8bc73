from fastapi import Response
from js import Response as R


def page(text) -> R:
    return R.new(text)


def other():
    return Response("fastapi's")
