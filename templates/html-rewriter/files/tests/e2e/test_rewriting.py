"""Pages that were changed while they streamed through the running Worker."""

import pytest

from harness import RemoteWorker

pytestmark = pytest.mark.e2e


def test_a_static_page_is_rewritten(client: RemoteWorker) -> None:
    for _ in range(2):
        page = client.get("/guides/")
        assert page.status == 200
        assert 'html-rewriter/" rel="noopener">' in page.text
        assert 'height="80" loading="lazy">' in page.text
        assert "etag" not in page.headers


def test_other_files_stay_as_they_are(client: RemoteWorker) -> None:
    assert client.get("/guides/stream.svg").headers["content-type"] == "image/svg+xml"
    assert client.get("/guides/nothing").status == 404
