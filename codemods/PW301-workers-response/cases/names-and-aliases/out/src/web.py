from fastapi import Response
from workers import Response as WorkersResponse


def page(text) -> WorkersResponse:
    return WorkersResponse(text)


def other():
    return Response("fastapi's")
