"""The Worker as its users reach it."""

import pytest

from harness import RemoteWorker

pytestmark = pytest.mark.e2e


def test_it_answers(client: RemoteWorker) -> None:
    assert client.get("/").status < 500


def test_an_unknown_address_is_no_error_of_the_worker(client: RemoteWorker) -> None:
    assert client.get("/no/such/address").status < 500
