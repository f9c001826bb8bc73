"""The rate limit."""

from limits.limiter import limited

__all__ = ["limited"]
