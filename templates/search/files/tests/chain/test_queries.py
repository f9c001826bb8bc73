"""What the service asks of the database stays cheap however many documents there are."""

from harness import LocalWorker


def test_no_query_reads_a_whole_table(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    worker.deliver()
    worker.get("/")
    worker.get("/api/documents?before=9")
    worker.search("green tea")
    worker.call("PUT", f"/api/documents/{document_id}", {"title": "Tea", "body": "Black."})
    worker.let_time_pass()
    worker.sweep()
    worker.ai.poison = "Tea"
    worker.deliver()
    worker.call("DELETE", f"/api/documents/{document_id}")
    worker.deliver()

    statements = {statement.query: statement for statement in worker.database.executed}.values()
    assert len(statements) > 10
    scans = [
        (step["detail"], statement.query)
        for statement in statements
        for step in worker.database.rows(f"EXPLAIN QUERY PLAN {statement.query}", *statement.values)
        if step["detail"].startswith(("SCAN documents", "SCAN removed_documents"))
        and "VIRTUAL TABLE INDEX" not in step["detail"]
    ]
    assert scans == []
