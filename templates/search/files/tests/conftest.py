from collections.abc import Iterator

import pytest

from harness import LocalWorker


@pytest.fixture
def worker() -> Iterator[LocalWorker]:
    """The Worker with every binding."""
    worker = LocalWorker(by_meaning=True)
    yield worker
    worker.close()


@pytest.fixture
def keyword_worker() -> Iterator[LocalWorker]:
    """The Worker as it runs in development: without AI and VECTORIZE."""
    worker = LocalWorker(by_meaning=False)
    yield worker
    worker.close()
