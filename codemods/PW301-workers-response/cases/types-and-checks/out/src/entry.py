from workers import Response


def is_response(value):
    return isinstance(value, (str, Response))


def page(text: str) -> Response:
    return Response(text)


def later() -> "Response":
    return Response("later")
