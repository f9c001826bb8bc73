"""The Worker's handlers in this process: from a request to the answer, with everything in between."""

from harness import LocalWorker


def test_it_answers() -> None:
    assert LocalWorker().get("/").status < 500


def test_an_unknown_address_is_no_error_of_the_worker() -> None:
    assert LocalWorker().get("/no/such/address").status < 500
