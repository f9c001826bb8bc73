"""The assistant, from the request to the model and back."""

from typing import Any

import pytest

from fakes.values import JsError
from fakes.workers_ai import DIMENSIONS, FakeWorkersAI
from harness import Answer, LocalWorker

MODELS = {"TEXT_MODEL": "@cf/test/text", "EMBEDDING_MODEL": "@cf/test/embeddings"}


@pytest.fixture
def ai() -> FakeWorkersAI:
    return FakeWorkersAI()


@pytest.fixture
def worker(ai: FakeWorkersAI) -> LocalWorker:
    return LocalWorker(AI=ai, **MODELS)


def ask(worker: LocalWorker, question: Any = "Why?", **headers: str) -> Answer:
    return worker.call("POST", "/api/assistant", {"question": question}, headers)


def test_the_model_gets_the_question_and_how_to_behave(worker: LocalWorker, ai: FakeWorkersAI) -> None:
    answer = ask(worker, " Warum? 🥛 ")
    assert answer.status == 200
    assert answer.json()["answer"].endswith("/ Warum? 🥛")
    assert [message["role"] for message in ai.requests[0]["messages"]] == ["system", "user"]


def test_older_models_are_understood_too(worker: LocalWorker, ai: FakeWorkersAI) -> None:
    ai.answer = {"response": "Because."}
    assert ask(worker).json() == {"answer": "Because."}


@pytest.mark.parametrize("answer", [{}, {"choices": []}, {"choices": [{}]}, {"response": None}])
def test_an_answer_without_a_text_is_none(worker: LocalWorker, ai: FakeWorkersAI, answer: Any) -> None:
    ai.answer = answer or {"usage": {}}
    assert ask(worker).status == 502


def test_words_are_passed_on_as_they_come(worker: LocalWorker) -> None:
    answer = ask(worker, accept="text/event-stream")
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.text.startswith('data: {"choices"')
    assert answer.text.endswith("data: [DONE]\n\n")


@pytest.mark.parametrize("question", [None, "", " ", 1, "x" * 4_001])
def test_a_question_is_a_text(worker: LocalWorker, ai: FakeWorkersAI, question: Any) -> None:
    assert ask(worker, question).status == 400
    assert ai.requests == []


def test_texts_become_vectors(worker: LocalWorker) -> None:
    answer = worker.call("POST", "/api/assistant/embeddings", {"texts": ["green tea", "tea"]}).json()
    assert answer["dimensions"] == DIMENSIONS
    assert [len(vector) for vector in answer["vectors"]] == [DIMENSIONS] * 2


@pytest.mark.parametrize("texts", [None, [], "tea", ["tea", ""], ["tea", 1], ["tea"] * 51])
def test_embeddings_need_some_texts(worker: LocalWorker, texts: Any) -> None:
    assert worker.call("POST", "/api/assistant/embeddings", {"texts": texts}).status == 400


def test_a_failure_says_nothing_of_the_inside(
    worker: LocalWorker, ai: FakeWorkersAI, caplog: pytest.LogCaptureFixture
) -> None:
    ai.poison = "Why"
    answer = ask(worker)
    assert (answer.status, answer.json()) == (502, {"error": "The model did not answer."})
    assert "Capacity" in caplog.text


def test_without_workers_ai_the_routes_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(LocalWorker(**MODELS)).status == 503

    async def refuse(_self: Any, _model: str, _inputs: Any) -> None:
        message = "Error: Binding AI needs to be run remotely"
        raise JsError(message)

    monkeypatch.setattr(FakeWorkersAI, "run", refuse)
    assert ask(LocalWorker(AI=FakeWorkersAI(), **MODELS)).status == 503
