"""Orders that live for days: `orders.workflow` is what happens to one, `orders.api` has the addresses."""

from orders.api import routes
from orders.workflow import OrderWorkflow

__all__ = ["OrderWorkflow", "routes"]
