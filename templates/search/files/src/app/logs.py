"""Structured logs: one JSON object per line, which Workers Logs indexes by field."""

import json
import logging
import sys
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_LOGGER = logging.getLogger("app")
_context: ContextVar[dict[str, object]] = ContextVar("log_context")


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {"level": record.levelname.lower(), "event": record.getMessage()}
        line |= _context.get({})
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class _ConsoleHandler(logging.Handler):
    """The runtime makes `console.log` of stdout and `console.error` of stderr, line by line."""

    def emit(self, record: logging.LogRecord) -> None:
        stream = sys.stderr if record.levelno >= logging.ERROR else sys.stdout
        stream.write(f"{self.format(record)}\n")


def configure() -> None:
    handler = _ConsoleHandler()
    handler.setFormatter(_JsonFormatter())
    _LOGGER.handlers = [handler]
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


@contextmanager
def context(**fields: object) -> Generator[None]:
    """Add the fields to every line that is logged inside."""
    token = _context.set(_context.get({}) | fields)
    try:
        yield
    finally:
        _context.reset(token)


def info(event: str, **fields: object) -> None:
    _LOGGER.info(event, extra={"fields": fields})


def warning(event: str, **fields: object) -> None:
    _LOGGER.warning(event, extra={"fields": fields})


def error(event: str, cause: Exception, **fields: object) -> None:
    """Log an exception with its traceback."""
    _LOGGER.error(event, exc_info=cause, extra={"fields": fields})
