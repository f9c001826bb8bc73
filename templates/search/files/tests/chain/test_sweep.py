"""The cron handler: what it sends, and what it leaves alone."""

from app.limits import SWEEP_BATCH, SWEEP_BATCHES
from harness import LocalWorker


def waiting(worker: LocalWorker) -> list[tuple[str, int]]:
    return [(message.body["kind"], message.body["document_id"]) for message in worker.queue.waiting]


def seed(worker: LocalWorker, count: int) -> None:
    """Documents that came past the API, as from an import."""
    worker.database.connection.executemany(
        """
        INSERT INTO documents (title, body, created_at, updated_at, index_after)
        VALUES (?, 'text', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
        """,
        [(f"Document {number}",) for number in range(count)],
    )


def test_it_sends_what_is_not_indexed(worker: LocalWorker) -> None:
    seed(worker, 2)
    worker.sweep()
    assert waiting(worker) == [("index", 1), ("index", 2)]


def test_it_does_not_send_again_what_is_under_way(worker: LocalWorker) -> None:
    seed(worker, 2)
    worker.sweep()
    worker.sweep()
    assert len(waiting(worker)) == 2


def test_it_leaves_alone_what_is_indexed(worker: LocalWorker) -> None:
    seed(worker, 2)
    worker.sweep()
    worker.deliver()
    worker.let_time_pass()
    worker.sweep()
    assert waiting(worker) == []


def test_another_model_makes_every_document_stale(worker: LocalWorker) -> None:
    worker.add("Car care", "Wash the car by hand.")
    worker.deliver()
    worker.env.EMBEDDING_MODEL = "@cf/test/model-two"
    worker.let_time_pass()
    worker.sweep()
    assert waiting(worker) == [("index", 1)]
    worker.deliver()
    worker.let_time_pass()
    worker.sweep()
    assert waiting(worker) == []
    assert worker.found("automobile") == [1]


def test_it_sends_removals_that_got_lost(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    worker.deliver()
    worker.queue.failing = True
    worker.call("DELETE", f"/api/documents/{document_id}")
    worker.queue.failing = False
    worker.let_time_pass()
    worker.sweep()
    assert waiting(worker) == [("remove", document_id)]
    worker.deliver()
    assert worker.vectorize.vectors == {}


def test_one_run_is_bounded(worker: LocalWorker) -> None:
    limit = SWEEP_BATCH * SWEEP_BATCHES
    seed(worker, limit + 5)
    worker.sweep()
    assert len(waiting(worker)) == limit
    worker.sweep()
    assert len(waiting(worker)) == limit + 5


def test_what_keeps_failing_is_tried_less_and_less_often(worker: LocalWorker) -> None:
    document_id = worker.add("POISON", "text")
    worker.ai.poison = "POISON"
    pauses: list[str] = []
    for _ in range(2):
        worker.deliver()
        pauses += [row["index_after"] for row in worker.database.rows("SELECT index_after FROM documents")]
        worker.let_time_pass()
        worker.sweep()
        assert waiting(worker) == [("index", document_id)]
    assert pauses[0] < pauses[1]


def test_without_search_by_meaning_it_sends_nothing(keyword_worker: LocalWorker) -> None:
    seed(keyword_worker, 2)
    keyword_worker.sweep()
    assert waiting(keyword_worker) == []
