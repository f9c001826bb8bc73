"""Notes, from the request to the database and back."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from fakes.d1 import FakeD1
from fakes.values import JsError
from harness import LocalWorker


@pytest.fixture
def database() -> Iterator[FakeD1]:
    database = FakeD1()
    yield database
    database.close()


@pytest.fixture
def worker(database: FakeD1) -> LocalWorker:
    return LocalWorker(DB=database)


def add(worker: LocalWorker, **values: Any) -> dict[str, Any]:
    answer = worker.call("POST", "/api/notes", values)
    assert answer.status == 201, answer.text
    return answer.json()


def test_a_note_comes_back_as_it_was_stored(worker: LocalWorker) -> None:
    answer = worker.call("POST", "/api/notes", {"title": "Grüße 🥛", "body": "text", "pinned": True})
    assert answer.status == 201
    note = worker.get(answer.headers["location"]).json()
    assert note == answer.json()
    assert (note["title"], note["body"], note["pinned"]) == ("Grüße 🥛", "text", True)


def test_null_goes_in_and_comes_out(worker: LocalWorker, database: FakeD1) -> None:
    note = add(worker, title="Milk")
    assert note["body"] is None
    assert database.rows("SELECT body FROM notes") == [{"body": None}]


def test_values_are_never_sql(worker: LocalWorker, database: FakeD1) -> None:
    title = "'); DROP TABLE notes; --"
    assert add(worker, title=title)["title"] == title
    assert all(title not in statement.query for statement in database.executed)


def test_a_change_touches_only_what_it_names(worker: LocalWorker) -> None:
    note = add(worker, title="Milk", body="two litres", pinned=True)
    path = f"/api/notes/{note['id']}"
    assert worker.call("PATCH", path, {"title": "Oat milk"}).json()["body"] == "two litres"
    assert worker.call("PATCH", path, {"pinned": False}).json()["title"] == "Oat milk"
    cleared = worker.call("PATCH", path, {"body": None}).json()
    assert (cleared["title"], cleared["body"], cleared["pinned"]) == ("Oat milk", None, False)


def test_a_deleted_note_is_gone_and_its_id_stays_unused(worker: LocalWorker) -> None:
    note = add(worker, title="Milk")
    path = f"/api/notes/{note['id']}"
    assert worker.call("DELETE", path).status == 204
    for method in ("GET", "DELETE"):
        assert worker.call(method, path).status == 404
    assert worker.call("PATCH", path, {}).status == 404
    assert add(worker, title="Bread")["id"] > note["id"]


def test_a_batch_is_stored_whole(worker: LocalWorker) -> None:
    answer = worker.call("POST", "/api/notes/batch", {"notes": [{"title": "a"}, {"title": "b"}]})
    assert answer.status == 201
    assert [note["title"] for note in answer.json()["notes"]] == ["a", "b"]


def test_a_batch_that_fails_in_the_middle_leaves_nothing(worker: LocalWorker, database: FakeD1) -> None:
    database.rows(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON notes WHEN new.title = 'b'
        BEGIN SELECT raise(ABORT, 'refused'); END
        """
    )
    # Layers that turn exceptions into answers may be there, or not.
    with suppress(JsError):
        answer = worker.call("POST", "/api/notes/batch", {"notes": [{"title": "a"}, {"title": "b"}]})
        assert answer.status == 500
    assert database.rows("SELECT * FROM notes") == []


def test_pages_neither_overlap_nor_miss_a_note(worker: LocalWorker) -> None:
    for number in range(5):
        add(worker, title=str(number))
    first = worker.get("/api/notes?limit=2").json()
    second = worker.get(f"/api/notes?limit=2&before={first['next_before']}").json()
    third = worker.get(f"/api/notes?limit=2&before={second['next_before']}").json()
    titles = [[note["title"] for note in page["notes"]] for page in (first, second, third)]
    assert titles == [["4", "3"], ["2", "1"], ["0"]]
    assert third["next_before"] is None


@pytest.mark.parametrize(
    "target", ["limit=0", "limit=101", "limit=x", "limit=", "limit=-1", "before=0", f"before={10**15}"]
)
def test_a_page_has_bounds(worker: LocalWorker, target: str) -> None:
    assert worker.get(f"/api/notes?{target}").status == 400


@pytest.mark.parametrize("note_id", ["x", "-1", "1.0", "9" * 16, "%D9%A1", "1%20OR%201=1"])
def test_what_is_no_id_is_not_found(worker: LocalWorker, note_id: str) -> None:
    add(worker, title="Milk")
    assert worker.get(f"/api/notes/{note_id}").status == 404
