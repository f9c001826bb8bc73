"""What happens to an order: the steps, what they depend on, and which errors end it."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from workers.workflows import NonRetryableError

from fakes.values import JsDict, JsError
from fakes.workflows import FakeStep
from orders import OrderWorkflow, notice
from orders.order import InvalidOrderError, read_items, total

PAID = {"payment": {"reference": "R-1"}}


class Service:
    """The service that is told of shipments: answers with these statuses, one after the other."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.told: list[Any] = []

    async def fetch(self, url: str, *, body: str, **options: Any) -> SimpleNamespace:
        self.told.append(json.loads(body))
        return SimpleNamespace(status=self.statuses.pop(0))


def run(step: FakeStep, items: dict[str, int], notify: str = "") -> Any:
    nothing: Any = None
    env: Any = SimpleNamespace(ORDERS_NOTIFY_URL=notify)
    event = JsDict(instanceId="order-1", payload=JsDict(items=JsDict(items)))
    return asyncio.run(OrderWorkflow(nothing, env).run(event, step))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    service = Service()
    monkeypatch.setattr(notice, "fetch", service.fetch)
    return service


def test_a_paid_order_is_shipped() -> None:
    step = FakeStep(PAID)
    output = run(step, {"green-tea": 2, "black-tea": 1})
    assert output == {"order": "order-1", "articles": 3, "total": 1_290, "payment": "R-1", "state": "shipped"}
    assert list(step.done) == ["reservation", "price", "bill", "shipment"]
    assert step.slept == ["wait for the warehouse: 2 seconds"]


def test_what_is_sold_out_ends_the_order_at_once() -> None:
    step = FakeStep(PAID)
    with pytest.raises(NonRetryableError, match="teapot is sold out"):
        run(step, {"teapot": 1})
    assert step.attempts["reservation"] == 1


def test_an_order_that_is_not_paid_is_never_shipped() -> None:
    step = FakeStep()
    with pytest.raises(JsError, match="7 days"):
        run(step, {"green-tea": 1})
    assert "shipment" not in step.done


def test_a_service_that_is_not_there_is_asked_again(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.statuses = [503, 429, 200]
    step = FakeStep(PAID)
    output = run(step, {"green-tea": 1}, "https://shop.example/shipments")
    assert service.told == [output] * 3
    assert step.attempts["shipment"] == 3
    assert "order order-1, attempt 2: the other service answered 429" in caplog.text


def test_a_service_that_stays_away_ends_the_order(service: Service) -> None:
    service.statuses = [500] * 4
    with pytest.raises(notice.UnavailableError):
        run(FakeStep(PAID), {"green-tea": 1}, "https://shop.example/shipments")
    assert service.statuses == []


def test_a_service_that_refuses_is_not_asked_again(service: Service) -> None:
    service.statuses = [404]
    with pytest.raises(NonRetryableError, match="404"):
        run(FakeStep(PAID), {"green-tea": 1}, "https://shop.example/shipments")
    assert len(service.told) == 1


def test_prices_are_in_cents() -> None:
    assert total({"green-tea": 2, "teapot": 1}) == 3_800


@pytest.mark.parametrize(
    "items", [None, {}, [], {"coffee": 1}, {"green-tea": 0}, {"green-tea": 101}, {"green-tea": True}]
)
def test_what_is_no_order_is_refused(items: Any) -> None:
    with pytest.raises(InvalidOrderError):
        read_items(items)
