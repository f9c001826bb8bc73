"""Changes pages while they stream through."""

from rewrite.guides import routes
from rewrite.rewriter import rewritten

__all__ = ["rewritten", "routes"]
