"""Calls between this Worker and the JavaScript one in `formatter/`, in both directions."""

from rpc.api import routes
from rpc.statistics import Statistics

__all__ = ["Statistics", "routes"]
