"""Products, from the request to Postgres and back."""

from types import SimpleNamespace
from typing import Any

import pytest
from pg8000.exceptions import InterfaceError

from database import connection
from fakes.postgres import FakePostgres
from harness import Answer, LocalWorker

HYPERDRIVE = SimpleNamespace(host="db", port=5432, user="app", password="secret", database="shop")  # noqa: S106
PRODUCTS = "/api/database/products"


@pytest.fixture
def postgres(monkeypatch: pytest.MonkeyPatch) -> FakePostgres:
    postgres = FakePostgres()
    monkeypatch.setattr(connection, "Connection", postgres.connect)
    return postgres


@pytest.fixture
def worker(postgres: FakePostgres) -> LocalWorker:
    return LocalWorker(HYPERDRIVE=HYPERDRIVE)


def add(worker: LocalWorker, **values: Any) -> Answer:
    return worker.call("POST", PRODUCTS, {"sku": "a", "name": "Apple", **values})


def test_a_product_comes_back_as_it_was_stored(worker: LocalWorker) -> None:
    stored = add(worker, name="Äpfel 🍏", price="12.50", stock=3)
    assert stored.status == 201
    product = worker.get(f"{PRODUCTS}/a").json()
    assert product == stored.json()
    assert (product["name"], product["price"], product["stock"]) == ("Äpfel 🍏", "12.50", 3)


def test_a_price_may_be_missing(worker: LocalWorker) -> None:
    assert add(worker).json()["price"] is None
    assert add(worker, sku="b", price=None).json()["price"] is None


@pytest.mark.parametrize(
    "values",
    [
        {"sku": ""},
        {"sku": "x" * 41},
        {"name": None},
        {"price": 12.5},
        {"price": "free"},
        {"price": "-1"},
        {"price": "1.999"},
        {"price": "NaN"},
        {"price": "1e400"},
        {"stock": -1},
        {"stock": True},
        {"stock": 1.5},
        {"color": "red"},
    ],
)
def test_what_makes_no_product_is_refused(
    worker: LocalWorker, postgres: FakePostgres, values: dict[str, Any]
) -> None:
    assert add(worker, **values).status == 400
    assert postgres.log == []


def test_a_number_is_given_once(worker: LocalWorker) -> None:
    add(worker)
    assert add(worker).status == 409


def test_pages_neither_overlap_nor_miss_a_product(worker: LocalWorker) -> None:
    for sku in "cab":
        add(worker, sku=sku)
    first = worker.get(f"{PRODUCTS}?limit=2").json()
    second = worker.get(f"{PRODUCTS}?limit=2&after={first['next_after']}").json()
    skus = [[product["sku"] for product in page["products"]] for page in (first, second)]
    assert (skus, second["next_after"]) == ([["a", "b"], ["c"]], None)


def test_taking_is_one_transaction(worker: LocalWorker, postgres: FakePostgres) -> None:
    add(worker, stock=3)
    postgres.log.clear()
    answer = worker.call("POST", f"{PRODUCTS}/a/take", {"count": 2})
    assert answer.json() == {"sku": "a", "left": 1}
    assert postgres.log == ["BEGIN", "SELECT", "UPDATE", "COMMIT"]


def test_nothing_is_taken_if_there_is_too_little(worker: LocalWorker, postgres: FakePostgres) -> None:
    add(worker, stock=3)
    answer = worker.call("POST", f"{PRODUCTS}/a/take", {"count": 4})
    assert (answer.status, answer.json()) == (409, {"error": "There are only 3 in stock."})
    assert postgres.log[-1] == "ROLLBACK"
    assert worker.get(f"{PRODUCTS}/a").json()["stock"] == 3


@pytest.mark.parametrize("count", [None, 0, -1, "1", True])
def test_some_have_to_be_taken(worker: LocalWorker, count: Any) -> None:
    add(worker, stock=3)
    assert worker.call("POST", f"{PRODUCTS}/a/take", {"count": count}).status == 400


def test_what_is_not_there_is_not_found(worker: LocalWorker) -> None:
    assert worker.get(f"{PRODUCTS}/a").status == 404
    assert worker.call("POST", f"{PRODUCTS}/a/take", {"count": 1}).status == 404


def test_every_connection_is_closed(worker: LocalWorker, postgres: FakePostgres) -> None:
    for answer in (add(worker), add(worker), worker.get(f"{PRODUCTS}/none"), worker.get(PRODUCTS)):
        assert answer.status < 500
    assert postgres.closed == 4


def test_a_database_that_is_away_is_no_internal_error(
    worker: LocalWorker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        message = "Can't create a connection to host db"
        raise InterfaceError(message)

    monkeypatch.setattr(connection, "Connection", refuse)
    answer = worker.get(PRODUCTS)
    assert (answer.status, answer.json()) == (503, {"error": "The database cannot be reached."})
    assert "secret" not in caplog.text
