"""Traces of other Workers: the handler calls `receive`; `traces.receiver` decides what is written down."""

from traces.receiver import receive

__all__ = ["receive"]
