"""The document of the running Worker."""

import pytest

from harness import RemoteWorker

pytestmark = pytest.mark.e2e


def test_the_document_is_served(client: RemoteWorker) -> None:
    answer = client.get("/openapi.json")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["openapi"] == "3.1.0"
