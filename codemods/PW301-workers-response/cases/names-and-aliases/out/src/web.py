from fastapi import Response
from js import Response as R
from workers import Response as WorkersResponse


def page(text) -> WorkersResponse:
    return WorkersResponse(text)


def other():
    return Response("fastapi's")
