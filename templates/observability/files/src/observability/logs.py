"""One JSON object per line, which Workers Logs indexes by field.

Modules log as always: `logging.getLogger(__name__).info("saved", extra={"note_id": 7})`.
"""

import json
import logging
import sys
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime"}
_context: ContextVar[dict[str, object]] = ContextVar("log_context")


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            "logger": record.name,
            **_context.get({}),
            **{name: value for name, value in vars(record).items() if name not in _STANDARD},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class _ConsoleHandler(logging.Handler):
    """The runtime makes `console.log` of stdout and `console.error` of stderr, line by line."""

    def emit(self, record: logging.LogRecord) -> None:
        stream = sys.stderr if record.levelno >= logging.ERROR else sys.stdout
        stream.write(f"{self.format(record)}\n")


def configure_logs() -> None:
    """Send everything from INFO upwards to the console, as JSON."""
    handler = _ConsoleHandler()
    handler.setFormatter(_JsonFormatter())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)


@contextmanager
def log_context(**fields: object) -> Generator[None]:
    """Add the fields to every line that is logged inside."""
    token = _context.set(_context.get({}) | fields)
    try:
        yield
    finally:
        _context.reset(token)
