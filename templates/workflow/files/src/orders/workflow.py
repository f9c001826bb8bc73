"""What happens to an order, from the first look at the stock to the shipment.

The result of each step is kept, and a workflow that goes on after a break takes it from there. The code
between the steps runs again: it must do nothing but call them.
"""

import logging
from typing import Any

from workers import WorkflowEntrypoint
from workers.workflows import NonRetryableError

from orders import notice
from orders.order import SoldOutError, reserve, total

PAYMENT = "payment"
"""The type of the event that `orders.api` sends."""

PAYMENT_TIMEOUT = "7 days"
COLLECTION_TIME = "2 seconds"
"""So long the warehouse may take; hours or days cost no more."""

NOTICE_RETRIES = {
    "retries": {"limit": 3, "delay": "1 second", "backoff": "exponential"},
    "timeout": "30 seconds",
}

_logger = logging.getLogger(__name__)


class OrderWorkflow(WorkflowEntrypoint):
    """One instance for each order. What `run` returns is its output."""

    async def run(self, event: Any, step: Any) -> dict[str, Any]:
        order_id: str = event["instanceId"]
        items: dict[str, int] = dict(event["payload"]["items"])

        @step.do()
        async def reservation() -> dict[str, int]:
            try:
                return reserve(items)
            except SoldOutError as error:
                message = f"{error} is sold out"
                raise NonRetryableError(message) from error

        @step.do()
        async def price() -> int:
            return total(items)

        # The parameters name the steps on which this one depends; they run at the same time.
        @step.do(concurrent=True)
        async def bill(reservation: dict[str, int], price: int) -> dict[str, Any]:
            return {"order": order_id, "articles": sum(reservation.values()), "total": price}

        billed = await bill()

        payment = await step.wait_for_event("wait for the payment", PAYMENT, timeout=PAYMENT_TIMEOUT)
        reference: str = payment["payload"]["reference"]

        await step.sleep("wait for the warehouse", COLLECTION_TIME)

        # `ctx` is no step: it tells about the attempt.
        @step.do(config=NOTICE_RETRIES)
        async def shipment(ctx: Any) -> dict[str, Any]:
            shipped = {**billed, "payment": reference, "state": "shipped"}
            try:
                await notice.send(self.env.ORDERS_NOTIFY_URL, shipped)
            except notice.RefusedError as error:
                raise NonRetryableError(str(error)) from error
            except notice.UnavailableError as error:
                _logger.warning("order %s, attempt %d: %s", order_id, ctx["attempt"], error)
                raise
            _logger.info("order %s shipped", order_id)
            return shipped

        return await shipment()
