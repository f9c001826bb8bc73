"""Cron triggers, batches of messages, mails and traces: each is logged with its outcome."""

import logging
import time
import uuid
from collections.abc import Callable
from functools import wraps
from inspect import isawaitable
from typing import Any

from observability.logs import log_context

type Handler = Callable[..., Any]
"""A method `scheduled`, `queue`, `email` or `tail`: with or without `async`."""

# What tells one event from another, by the name of its attribute.
_TELLING = ("cron", "queue")

_logger = logging.getLogger(__name__)


def observed_event(handler: Handler) -> Handler:
    """Log what the handler does. Failures are logged and passed on: the runtime has to know about them."""

    @wraps(handler)
    async def observed(worker: Any, event: Any, *rest: Any) -> Any:
        telling = {name: getattr(event, name) for name in _TELLING if hasattr(event, name)}
        started = time.perf_counter()
        with log_context(event_id=uuid.uuid4().hex, handler=handler.__name__, **telling):
            try:
                returned = handler(worker, event, *rest)
                result = await returned if isawaitable(returned) else returned
            except Exception:
                _logger.exception("event failed")
                raise
            _logger.info("event", extra={"waited_ms": round((time.perf_counter() - started) * 1000)})
            return result

    return observed
