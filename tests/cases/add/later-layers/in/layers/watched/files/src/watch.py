"""How long handlers take."""


def watched(handler):
    """Wrap a handler."""
    return handler
