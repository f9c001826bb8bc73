"""Orders through their addresses."""

import pytest

from fakes.workflows import FakeWorkflow
from harness import LocalWorker


@pytest.fixture
def workflow() -> FakeWorkflow:
    return FakeWorkflow()


@pytest.fixture
def worker(workflow: FakeWorkflow) -> LocalWorker:
    return LocalWorker(ORDERS=workflow)


def order(worker: LocalWorker) -> str:
    answer = worker.call("POST", "/api/orders", {"items": {"green-tea": 2}})
    assert answer.status == 202
    assert answer.headers["location"] == f"/api/orders/{answer.json()['id']}"
    return answer.json()["id"]


def test_an_order_starts_a_workflow(worker: LocalWorker, workflow: FakeWorkflow) -> None:
    order_id = order(worker)
    assert workflow.instances[order_id].parameters == {"items": {"green-tea": 2}}
    assert worker.get(f"/api/orders/{order_id}").json() == {
        "id": order_id,
        "status": "running",
        "output": None,
        "error": None,
    }


def test_a_payment_is_an_event(worker: LocalWorker, workflow: FakeWorkflow) -> None:
    order_id = order(worker)
    assert worker.call("POST", f"/api/orders/{order_id}/payment", {"reference": "R-1"}).status == 202
    assert workflow.instances[order_id].events == [{"type": "payment", "payload": {"reference": "R-1"}}]


def test_an_order_that_is_over_takes_no_payment(worker: LocalWorker, workflow: FakeWorkflow) -> None:
    order_id = order(worker)
    workflow.instances[order_id].state["status"] = "complete"
    assert worker.call("POST", f"/api/orders/{order_id}/payment", {"reference": "R-1"}).status == 409


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("workers.workflows.NonRetryableError: teapot is sold out", "teapot is sold out"),
        (
            'PythonError: Traceback …\n  File "x.py"\norders.notice.UnavailableError: try: again\n',
            "try: again",
        ),
        ("Execution timed out", "Execution timed out"),
    ],
)
def test_an_error_is_shown_without_its_traceback(
    worker: LocalWorker, workflow: FakeWorkflow, message: str, shown: str
) -> None:
    order_id = order(worker)
    workflow.instances[order_id].state["error"] = {"name": "Error", "message": message}
    assert worker.get(f"/api/orders/{order_id}").json()["error"] == shown


def test_nobody_else_s_order_is_found(worker: LocalWorker) -> None:
    assert worker.get("/api/orders/none").status == 404
    assert worker.call("POST", "/api/orders/none/payment", {"reference": "R-1"}).status == 404


@pytest.mark.parametrize("data", [{}, {"items": {"coffee": 1}}, {"items": []}])
def test_what_is_no_order_is_refused(worker: LocalWorker, workflow: FakeWorkflow, data: object) -> None:
    assert worker.call("POST", "/api/orders", data).status == 400
    assert workflow.instances == {}


@pytest.mark.parametrize("reference", [None, "", 7, "x" * 101])
def test_a_payment_has_a_reference(worker: LocalWorker, reference: object) -> None:
    assert worker.call("POST", f"/api/orders/{order(worker)}/payment", {"reference": reference}).status == 400
