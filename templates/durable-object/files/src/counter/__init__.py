"""Counters with names: `counter.counter` is the Durable Object, `counter.api` has the addresses."""

from counter.api import routes
from counter.counter import Counter

__all__ = ["Counter", "routes"]
