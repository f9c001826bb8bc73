"""From a change through the queue to the vectors, with everything that can come in between."""

import pytest

from harness import LocalWorker


def state(worker: LocalWorker, document_id: int) -> dict[str, object]:
    [row] = worker.database.rows(
        """
        SELECT version, indexed_version, vectors_since, indexed_with, index_failures
        FROM documents WHERE id = ?
        """,
        document_id,
    )
    return row


def test_a_new_document_is_found_by_meaning_once_the_queue_is_through(worker: LocalWorker) -> None:
    document_id = worker.add("Car care", "Wash the car by hand.")
    assert worker.found("automobile") == []
    worker.deliver()
    [result] = worker.search("automobile")["results"]
    assert (result["id"], result["found_by"]) == (document_id, ["meaning"])
    assert state(worker, document_id) == {
        "version": 1,
        "indexed_version": 1,
        "vectors_since": 1,
        "indexed_with": "@cf/test/model-one",
        "index_failures": 0,
    }


def test_a_message_names_the_document_and_nothing_of_its_content(worker: LocalWorker) -> None:
    document_id = worker.add("Secret plans", "Confidential")
    [message] = worker.queue.waiting
    assert message.body == {"kind": "index", "document_id": document_id}


def test_a_long_document_is_found_by_its_end(worker: LocalWorker) -> None:
    document_id = worker.add("Notes", "Filler, page by page. " * 300 + "About the car. " * 50)
    worker.deliver()
    assert len(worker.vectorize.vectors) > 5
    [result] = worker.search("automobile")["results"]
    assert (result["id"], result["found_by"]) == (document_id, ["meaning"])


def test_a_change_replaces_the_vectors(worker: LocalWorker) -> None:
    document_id = worker.add("Car care", "Wash the car by hand.")
    worker.deliver()
    worker.call("PUT", f"/api/documents/{document_id}", {"title": "Soup", "body": "Boil the carrots."})
    assert worker.found("automobile") == [document_id], "the old vectors serve until there are new ones"
    worker.deliver()
    assert worker.found("automobile") == []
    assert worker.vectorize.versions() == {f"{document_id}:2"}


def test_equal_content_is_not_embedded_again(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    worker.deliver()
    worker.call("PUT", f"/api/documents/{document_id}", {"title": "Tea", "body": "Green."})
    worker.deliver()
    assert len(worker.ai.requests) == 1


def test_a_job_that_comes_twice_is_done_once(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    worker.enqueue({"kind": "index", "document_id": document_id})
    worker.deliver()
    assert len(worker.ai.requests) == 1
    assert worker.queue.dead == []


def test_a_deleted_document_takes_its_vectors_along(worker: LocalWorker) -> None:
    document_id = worker.add("Car care", "Wash the car by hand.")
    worker.deliver()
    worker.call("DELETE", f"/api/documents/{document_id}")
    assert worker.found("automobile") == []
    worker.deliver()
    assert worker.vectorize.vectors == {}
    assert worker.database.rows("SELECT * FROM removed_documents") == []


def test_all_vectors_of_a_long_document_are_removed(worker: LocalWorker) -> None:
    document_id = worker.add("Long", "word " * 2_000)
    worker.deliver()
    assert len(worker.vectorize.vectors) > 5
    worker.call("DELETE", f"/api/documents/{document_id}")
    worker.deliver()
    assert worker.vectorize.vectors == {}


def test_a_document_that_was_never_indexed_leaves_nothing_to_remove(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    worker.queue.waiting.clear()
    worker.call("DELETE", f"/api/documents/{document_id}")
    assert worker.database.rows("SELECT * FROM removed_documents") == []


def test_a_change_during_embedding_is_not_taken_for_indexed(worker: LocalWorker) -> None:
    document_id = worker.add("Car care", "Wash the car by hand.")

    async def change() -> None:
        worker.database.rows("UPDATE documents SET body = 'New', version = 2 WHERE id = ?", document_id)

    worker.ai.interruption = change
    worker.deliver()
    assert state(worker, document_id)["indexed_version"] is None
    assert worker.vectorize.vectors == {}

    worker.enqueue({"kind": "index", "document_id": document_id})
    worker.deliver()
    assert state(worker, document_id)["indexed_version"] == 2
    assert worker.vectorize.versions() == {f"{document_id}:2"}


def test_a_document_deleted_during_embedding_leaves_no_vectors(worker: LocalWorker) -> None:
    document_id = worker.add("Car care", "Wash the car by hand.")

    async def delete() -> None:
        worker.database.rows("DELETE FROM documents WHERE id = ?", document_id)

    worker.ai.interruption = delete
    worker.deliver()
    assert worker.vectorize.vectors == {}


def test_vectors_of_a_failed_attempt_are_removed_later(worker: LocalWorker) -> None:
    """Vectorize took the vectors, and then the database was gone: twice, with a change in between."""
    document_id = worker.add("Car care", "Wash the car by hand.")

    async def lose_database() -> None:
        worker.database.failing = True

    worker.queue.maximum_retries = 0
    worker.ai.interruption = lose_database
    worker.deliver()
    worker.database.failing = False
    assert worker.vectorize.versions() == {f"{document_id}:1"}
    assert worker.found("automobile") == [], "vectors that are not known to be complete do not count"

    worker.call("PUT", f"/api/documents/{document_id}", {"title": "Car", "body": "Dry it, too."})
    worker.deliver()
    assert worker.vectorize.versions() == {f"{document_id}:2"}
    assert worker.found("automobile") == [document_id]


def test_old_vectors_are_removed_also_if_the_first_try_fails(worker: LocalWorker) -> None:
    document_id = worker.add("Car care", "Wash the car by hand.")
    worker.deliver()
    worker.call("PUT", f"/api/documents/{document_id}", {"title": "Car", "body": "Dry it, too."})
    worker.vectorize.refuses_removal = True
    worker.queue.maximum_retries = 0
    worker.deliver()
    assert worker.vectorize.versions() == {f"{document_id}:1", f"{document_id}:2"}

    worker.vectorize.refuses_removal = False
    worker.enqueue({"kind": "index", "document_id": document_id})
    worker.deliver()
    assert worker.vectorize.versions() == {f"{document_id}:2"}
    assert state(worker, document_id)["vectors_since"] == 2


def test_one_bad_document_holds_up_no_other(worker: LocalWorker) -> None:
    worker.ai.poison = "POISON"
    before, poisoned, after = (worker.add(title, "text") for title in ("First", "POISON", "Last"))
    worker.deliver()
    assert state(worker, before)["indexed_version"] == 1
    assert state(worker, after)["indexed_version"] == 1
    assert state(worker, poisoned)["indexed_version"] is None
    assert state(worker, poisoned)["index_failures"] == 4
    assert [message.body["document_id"] for message in worker.queue.dead] == [poisoned]
    assert worker.queue.delays == [30, 60, 120]
    assert worker.queue.unsettled == 0


@pytest.mark.parametrize("body", [None, "text", {"kind": "unknown"}, {"document_id": 1}])
def test_messages_that_are_no_jobs_end_in_the_dead_letter_queue(worker: LocalWorker, body: object) -> None:
    worker.enqueue(body)
    document_id = worker.add("Tea", "Green.")
    worker.deliver()
    assert [message.body for message in worker.queue.dead] == [body]
    assert state(worker, document_id)["indexed_version"] == 1


def test_an_answer_without_the_right_number_of_embeddings_is_an_error(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    worker.ai.answers_nothing = True
    worker.queue.maximum_retries = 1
    worker.deliver()
    assert state(worker, document_id)["indexed_version"] is None
    assert len(worker.queue.dead) == 1


def test_a_queue_that_is_down_does_not_fail_the_change(worker: LocalWorker) -> None:
    worker.queue.failing = True
    document_id = worker.add("Car care", "Wash the car by hand.")
    worker.queue.failing = False
    worker.sweep()
    assert worker.queue.waiting == [], "the job counts as under way for a while"
    worker.let_time_pass()
    worker.sweep()
    worker.deliver()
    assert worker.found("automobile") == [document_id]


def test_jobs_wait_while_search_by_meaning_is_not_bound(keyword_worker: LocalWorker) -> None:
    document_id = keyword_worker.add("Car care", "Wash the car by hand.")
    assert keyword_worker.queue.waiting == []
    keyword_worker.enqueue({"kind": "index", "document_id": document_id})
    keyword_worker.deliver()
    assert keyword_worker.queue.dead == []

    keyword_worker.bind_meaning()
    keyword_worker.let_time_pass()
    keyword_worker.sweep()
    keyword_worker.deliver()
    assert keyword_worker.found("automobile") == [document_id]
