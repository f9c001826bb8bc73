"""The parameters in an address."""

from urllib.parse import parse_qsl, urlsplit

from workers import Request


def query(request: Request) -> dict[str, str]:
    """The parameters after the question mark; of several with one name the first."""
    values: dict[str, str] = {}
    for name, value in parse_qsl(urlsplit(request.url).query, keep_blank_values=True):
        values.setdefault(name, value)
    return values
