"""Data points for Analytics Engine: of every request, and of whatever else is worth counting."""

from metrics.data_point import DataPoint, write
from metrics.requests import measured

__all__ = ["DataPoint", "measured", "write"]
