"""Writes down who asked for what."""

import json

SAMPLE = 1


def line(request):
    """What is written down about a request."""
    return json.dumps({"audit": 1, "method": request.method, "url": request.url})


def note(request, log=print):
    """Writes it down."""
    log(line(request))
