"""What is written down of other Workers."""

import logging
from collections.abc import Iterable
from typing import Any

from traces.trace import Trace, read

_logger = logging.getLogger(__name__)

_LEVELS = {"warn": logging.WARNING, "error": logging.ERROR}
_FINE = ("ok", "canceled", "responseStreamDisconnected")


def receive(events: Iterable[Any]) -> None:
    """Log the interesting part of each trace. One that cannot be read does not hide the others."""
    for event in events:
        try:
            _write(read(event))
        except Exception:
            _logger.exception("a trace could not be read")


def _write(trace: Trace) -> None:
    for line in trace.lines:
        if level := _LEVELS.get(line.level):
            _logger.log(level, "%s: %s (%s)", trace.worker, line.text, trace.event)
    if trace.outcome not in _FINE:
        reasons = ", ".join(trace.exceptions) or "no exception"
        _logger.error("%s: %s, %s (%s)", trace.worker, trace.outcome, reasons, trace.event)
