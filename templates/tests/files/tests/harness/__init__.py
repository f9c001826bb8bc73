"""The Worker as tests see it: in this process, with fake bindings, or in the real runtime, over HTTP."""

from harness.answer import Answer
from harness.client import Client
from harness.local_worker import LocalWorker
from harness.remote_worker import RemoteWorker
from harness.request import new_request

__all__ = ["Answer", "Client", "LocalWorker", "RemoteWorker", "new_request"]
