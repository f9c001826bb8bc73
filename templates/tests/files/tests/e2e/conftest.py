"""The Worker in the real runtime: WORKER_URL names it, `uv run pywrangler dev` starts one here."""

import os

import pytest

from harness import RemoteWorker

DEVELOPMENT = "http://localhost:8787"


@pytest.fixture(scope="session")
def client() -> RemoteWorker:
    worker = RemoteWorker(os.environ.get("WORKER_URL", DEVELOPMENT))
    worker.wait()
    return worker
