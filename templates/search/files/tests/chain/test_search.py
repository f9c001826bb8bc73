"""Search: two rankings, one list, and what happens if one of them is not to be had."""

import asyncio

import pytest

from app import limits
from app.search import service
from harness import LocalWorker


def fill(worker: LocalWorker) -> dict[str, int]:
    ids = {
        "cars": worker.add("Car care", "Wash the car by hand, and the automobile shines."),
        "bikes": worker.add("Bicycle repair", "Mend a flat tyre of your bicycle."),
        "motor": worker.add("Automobile club", "Meetings on Fridays."),
    }
    worker.deliver()
    return ids


def test_both_ways_of_finding_make_one_list(worker: LocalWorker) -> None:
    ids = fill(worker)
    answer = worker.search("automobile")
    assert answer["mode"] == "hybrid"
    assert {result["id"] for result in answer["results"]} == {ids["cars"], ids["motor"]}
    assert answer["results"][0]["found_by"] == ["keyword", "meaning"]
    assert worker.found("fix bike") == [ids["bikes"]]


def test_without_the_bindings_keywords_alone_answer(keyword_worker: LocalWorker) -> None:
    ids = fill(keyword_worker)
    answer = keyword_worker.search("automobile")
    assert answer["mode"] == "keyword"
    assert [result["id"] for result in answer["results"]] == [ids["motor"], ids["cars"]], (
        "the title counts more"
    )
    assert keyword_worker.found("fix bike") == []


def test_all_terms_count_first_and_any_of_them_otherwise(keyword_worker: LocalWorker) -> None:
    ids = fill(keyword_worker)
    assert keyword_worker.found("car wash") == [ids["cars"]]
    assert set(keyword_worker.found("fridays tyre")) == {ids["motor"], ids["bikes"]}


def test_words_are_found_in_their_other_forms(keyword_worker: LocalWorker) -> None:
    ids = fill(keyword_worker)
    assert keyword_worker.found("washing") == [ids["cars"]]
    assert keyword_worker.found("MEETING") == [ids["motor"]]


@pytest.mark.parametrize("broken", ["ai", "vectorize"])
def test_a_failure_of_either_service_leaves_the_keywords(
    worker: LocalWorker, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = fill(worker)
    worker.ai.poison = "" if broken == "ai" else None
    worker.vectorize.failing = broken == "vectorize"
    answer = worker.search("automobile")
    assert answer["mode"] == "keyword"
    assert [result["id"] for result in answer["results"]] == [ids["motor"], ids["cars"]]
    assert "search_by_meaning_failed" in capsys.readouterr().err


def test_a_slow_service_is_not_waited_for(worker: LocalWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = fill(worker)
    monkeypatch.setattr(service, "MEANING_TIMEOUT", limits.MEANING_TIMEOUT / 100)

    async def hang() -> None:
        await asyncio.sleep(60)

    worker.ai.interruption = hang
    answer = worker.search("fridays")
    assert answer["mode"] == "keyword"
    assert [result["id"] for result in answer["results"]] == [ids["motor"]]


def test_what_is_not_similar_enough_is_not_found(worker: LocalWorker) -> None:
    fill(worker)
    assert worker.search("gardening") == {
        "query": "gardening",
        "mode": "hybrid",
        "page": 1,
        "has_more": False,
        "results": [],
    }


def test_a_query_without_words_asks_nobody(worker: LocalWorker) -> None:
    asked = len(worker.ai.requests)
    assert worker.found("?!") == []
    assert len(worker.ai.requests) == asked


def test_vectors_without_a_document_are_ignored(worker: LocalWorker) -> None:
    ids = fill(worker)
    worker.vectorize.vectors["999:1:0"] = worker.vectorize.vectors[f"{ids['cars']}:1:0"]
    assert 999 not in worker.found("automobile")


def test_vectors_of_another_version_are_ignored(worker: LocalWorker) -> None:
    ids = fill(worker)
    worker.vectorize.vectors[f"{ids['bikes']}:9:0"] = worker.vectorize.vectors[f"{ids['cars']}:1:0"]
    assert ids["bikes"] not in worker.found("automobile")


@pytest.mark.parametrize("missing", ["AI", "VECTORIZE"])
def test_one_of_the_two_bindings_is_not_enough(worker: LocalWorker, missing: str) -> None:
    delattr(worker.env, missing)
    ids = fill(worker)
    answer = worker.search("automobile")
    assert (answer["mode"], answer["results"][0]["id"]) == ("keyword", ids["motor"])
    assert worker.get("/health").json()["search"] == "keyword"
    assert worker.queue.dead == []


def test_pages_do_not_overlap(worker: LocalWorker) -> None:
    for number in range(7):
        worker.add(f"Tea {number}", "Green")
    worker.deliver()
    pages = [worker.search("tea", page=number, limit=3) for number in (1, 2, 3, 4)]
    assert [page["has_more"] for page in pages] == [True, True, False, False]
    assert [len(page["results"]) for page in pages] == [3, 3, 1, 0]
    assert len({result["id"] for page in pages for result in page["results"]}) == 7


def test_an_excerpt_of_the_api_is_plain_text(worker: LocalWorker) -> None:
    worker.add("Tea", "Green tea & black tea")
    [result] = worker.search("black")["results"]
    assert result["excerpt"] == "Green tea & black tea"
