"""What the runtime has around the handlers. `LocalWorker` looks after both."""

import asyncio
from types import SimpleNamespace
from typing import Any

env = SimpleNamespace()
"""The bindings, as `from workers import env` has them."""

background: list["asyncio.Future[Any]"] = []
"""What was handed to `wait_until`: it goes on after the answer."""
