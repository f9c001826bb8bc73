"""Search: two rankings, one list, and the vectors that follow the notes."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from fakes.d1 import FakeD1
from fakes.values import JsError
from fakes.vectorize import FakeVectorize
from fakes.workers_ai import DIMENSIONS, FakeWorkersAI
from harness import LocalWorker
from search import service

NOTES = {
    "car": {"title": "Car care", "body": "Wash the car by hand, and the automobile shines."},
    "bike": {"title": "Bicycle repair", "body": "Mend a flat tyre.", "pinned": True},
    "club": {"title": "Automobile club"},
}


class Scene:
    def __init__(self, database: FakeD1) -> None:
        self.database = database
        self.ai = FakeWorkersAI()
        self.vectors = FakeVectorize(DIMENSIONS)
        self.worker = LocalWorker(DB=database, SEARCH_MODEL="@cf/test/model", MINIMUM_SIMILARITY="0.3")
        self.ids: dict[str, int] = {}

    def bind(self) -> None:
        self.worker.env.AI = self.ai
        self.worker.env.VECTORIZE = self.vectors

    def fill(self) -> None:
        for name, note in NOTES.items():
            self.ids[name] = self.worker.call("POST", "/api/notes", note).json()["id"]

    def search(self, query: str, parameters: str = "") -> Any:
        answer = self.worker.get(f"/api/search?q={query.replace(' ', '+')}{parameters}")
        assert answer.status == 200, answer.text
        return answer.json()

    def found(self, query: str, parameters: str = "") -> list[int]:
        return [result["id"] for result in self.search(query, parameters)["results"]]

    def pending(self) -> list[dict[str, Any]]:
        return self.database.rows("SELECT note_id, failures FROM notes_to_embed")


@pytest.fixture
def keywords() -> Iterator[Scene]:
    """As in development: neither Workers AI nor Vectorize."""
    database = FakeD1()
    scene = Scene(database)
    scene.fill()
    yield scene
    database.close()


@pytest.fixture
def hybrid() -> Iterator[Scene]:
    database = FakeD1()
    scene = Scene(database)
    scene.bind()
    scene.fill()
    yield scene
    database.close()


def test_both_ways_of_finding_make_one_list(hybrid: Scene) -> None:
    answer = hybrid.search("automobile")
    assert answer["mode"] == "hybrid"
    assert {result["id"] for result in answer["results"]} == {hybrid.ids["car"], hybrid.ids["club"]}
    assert answer["results"][0]["found_by"] == ["keyword", "meaning"]
    assert hybrid.found("fix bike") == [hybrid.ids["bike"]]


def test_without_the_bindings_keywords_alone_answer(keywords: Scene) -> None:
    answer = keywords.search("automobile")
    assert answer["mode"] == "keyword"
    expected = [keywords.ids["club"], keywords.ids["car"]]
    assert [result["id"] for result in answer["results"]] == expected, "the title counts more"
    assert keywords.found("fix bike") == []
    assert keywords.worker.call("POST", "/api/search/index").json() == {"indexed": 0, "left": 3}


def test_words_are_found_in_their_other_forms(keywords: Scene) -> None:
    assert keywords.found("washing") == [keywords.ids["car"]]
    assert keywords.found("REPAIRED") == [keywords.ids["bike"]]


def test_all_terms_count_first_and_any_of_them_otherwise(keywords: Scene) -> None:
    assert keywords.found("car wash") == [keywords.ids["car"]]
    assert set(keywords.found("club tyre")) == {keywords.ids["club"], keywords.ids["bike"]}


@pytest.mark.parametrize("scene", ["keywords", "hybrid"])
def test_pinned_notes_can_be_searched_alone(request: pytest.FixtureRequest, scene: str) -> None:
    bound: Scene = request.getfixturevalue(scene)
    assert bound.found("bicycle car", "&pinned=true") == [bound.ids["bike"]]


def test_vectors_follow_every_change(hybrid: Scene) -> None:
    path = f"/api/notes/{hybrid.ids['bike']}"
    hybrid.worker.call("PATCH", path, {"title": "Gardening", "body": None, "pinned": False})
    assert hybrid.found("fix bike") == []
    assert hybrid.found("gardening", "&pinned=true") == []
    assert hybrid.search("gardening")["results"][0]["found_by"] == ["keyword", "meaning"]
    hybrid.worker.call("DELETE", path)
    assert str(hybrid.ids["bike"]) not in hybrid.vectors.vectors
    assert hybrid.found("gardening") == []
    assert hybrid.pending() == []


def test_what_was_changed_past_the_worker_is_found_by_cron(hybrid: Scene) -> None:
    hybrid.database.rows("UPDATE notes SET title = 'Gardening' WHERE id = ?", hybrid.ids["club"])
    assert hybrid.search("gardening")["results"][0]["found_by"] == ["keyword"]
    hybrid.worker.schedule("*/15 * * * *")
    assert hybrid.search("gardening")["results"][0]["found_by"] == ["keyword", "meaning"]


def test_notes_that_were_there_before_get_their_vectors(keywords: Scene) -> None:
    keywords.bind()
    assert keywords.worker.call("POST", "/api/search/index").json() == {"indexed": 3, "left": 0}
    assert keywords.found("fix bike") == [keywords.ids["bike"]]


def test_a_note_that_cannot_be_embedded_stops_no_other(keywords: Scene) -> None:
    keywords.bind()
    keywords.ai.poison = "tyre"
    assert keywords.worker.call("POST", "/api/search/index").json() == {"indexed": 0, "left": 3}
    keywords.database.rows("UPDATE notes_to_embed SET due_at = 0")
    assert keywords.worker.call("POST", "/api/search/index").json()["left"] == 1
    assert [row["note_id"] for row in keywords.pending()] == [keywords.ids["bike"]]


def test_a_failure_is_tried_again_later_and_later(keywords: Scene) -> None:
    keywords.bind()
    keywords.vectors.failing = True
    delays: list[int] = []
    for _ in range(3):
        keywords.database.rows("UPDATE notes_to_embed SET due_at = 0")
        keywords.worker.schedule("*/15 * * * *")
        [row] = keywords.database.rows("SELECT max(due_at) - unixepoch() AS delay FROM notes_to_embed")
        delays.append(round(row["delay"] / 60))
    assert delays == [1, 2, 4]


def test_a_change_during_the_embedding_is_not_lost(hybrid: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    upsert = hybrid.vectors.upsert

    async def interrupted(vectors: Any) -> Any:
        hybrid.database.rows("UPDATE notes SET title = 'Changed' WHERE id = ?", hybrid.ids["car"])
        return await upsert(vectors)

    monkeypatch.setattr(hybrid.vectors, "upsert", interrupted)
    hybrid.worker.call("PATCH", f"/api/notes/{hybrid.ids['car']}", {"title": "Cars"})
    assert [row["note_id"] for row in hybrid.pending()] == [hybrid.ids["car"]]
    monkeypatch.undo()
    hybrid.worker.schedule("*/15 * * * *")
    assert hybrid.pending() == []


@pytest.mark.parametrize("broken", ["ai", "vectorize"])
def test_a_failure_of_either_service_leaves_the_keywords(
    hybrid: Scene, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    hybrid.ai.poison = "automobile" if broken == "ai" else None
    hybrid.vectors.failing = broken == "vectorize"
    answer = hybrid.search("automobile")
    assert (answer["mode"], answer["results"][0]["id"]) == ("keyword", hybrid.ids["club"])
    assert "search by meaning failed" in caplog.text


def test_development_without_an_account_is_no_failure(
    keywords: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(_model: str, _inputs: Any) -> None:
        message = "Error: Binding AI needs to be run remotely"
        raise JsError(message)

    keywords.bind()
    monkeypatch.setattr(keywords.ai, "run", refuse)
    assert keywords.search("automobile")["mode"] == "keyword"
    keywords.worker.schedule("*/15 * * * *")
    assert [row["failures"] for row in keywords.pending()] == [0, 0, 0]
    assert "failed" not in caplog.text
    assert "could not" not in caplog.text


def test_a_slow_service_is_not_waited_for(hybrid: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_model: str, _inputs: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(service, "MEANING_TIMEOUT", service.MEANING_TIMEOUT / 100)
    monkeypatch.setattr(hybrid.ai, "run", hang)
    assert hybrid.search("club")["mode"] == "keyword"


def test_vectors_without_a_note_are_ignored(hybrid: Scene) -> None:
    hybrid.vectors.vectors["999"] = hybrid.vectors.vectors[str(hybrid.ids["car"])]
    assert 999 not in hybrid.found("automobile")


def test_similar_notes_are_found_by_meaning(hybrid: Scene, keywords: Scene) -> None:
    path = f"/api/search/similar/{hybrid.ids['car']}"
    assert [note["id"] for note in hybrid.worker.get(path).json()["results"]] == [hybrid.ids["club"]]
    assert hybrid.worker.get("/api/search/similar/999").json() == {"results": []}
    assert keywords.worker.get(path).json() == {"results": []}
    assert hybrid.worker.get("/api/search/similar/x").status == 404


@pytest.mark.parametrize("target", ["q=a&limit=0", "q=a&limit=51", "q=a&pinned=1", f"q={'x' * 201}"])
def test_bad_parameters_are_refused(keywords: Scene, target: str) -> None:
    assert keywords.worker.get(f"/api/search?{target}").status == 400


def test_a_query_without_words_asks_nobody(hybrid: Scene) -> None:
    asked = len(hybrid.ai.requests)
    assert hybrid.found("?!") == []
    assert len(hybrid.ai.requests) == asked


def test_the_keyword_index_stays_sound(hybrid: Scene) -> None:
    hybrid.worker.call("PATCH", f"/api/notes/{hybrid.ids['car']}", {"body": None})
    hybrid.worker.call("DELETE", f"/api/notes/{hybrid.ids['bike']}")
    hybrid.database.rows("INSERT INTO notes_fts (notes_fts, rank) VALUES ('integrity-check', 1)")
