"""Structured logs, an id for each request, and a border that no error crosses unseen."""

from observability.events import observed_event
from observability.logs import configure_logs, log_context
from observability.requests import REQUEST_ID, observed_request

__all__ = ["REQUEST_ID", "configure_logs", "log_context", "observed_event", "observed_request"]
