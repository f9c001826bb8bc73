"""The whole Worker in one process: real handlers, fake bindings, called as the runtime calls them."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

from workers import Request

from entry import Default
from fakes.d1 import FakeD1
from fakes.queues import FakeBatch, FakeQueue
from fakes.rate_limiter import FakeRateLimiter
from fakes.vectorize import FakeVectorize
from fakes.workers_ai import DIMENSIONS, FakeWorkersAI

ORIGIN = "https://search.example"
API_KEY = "key-for-the-tests-0123456789"
MIGRATIONS = Path(__file__).parent.parent / "migrations"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class LocalWorker:
    def __init__(self, *, by_meaning: bool) -> None:
        self.database = FakeD1(MIGRATIONS)
        self.queue = FakeQueue()
        self.ai = FakeWorkersAI()
        self.vectorize = FakeVectorize(DIMENSIONS)
        self.env = SimpleNamespace(
            DB=self.database,
            INDEX_QUEUE=self.queue,
            CF_VERSION_METADATA=SimpleNamespace(id="release-1"),
            API_KEY=API_KEY,
            SITE_NAME="Test search",
            EMBEDDING_MODEL="@cf/test/model-one",
            MINIMUM_SIMILARITY="0.3",
        )
        if by_meaning:
            self.bind_meaning()

    def bind_meaning(self) -> None:
        self.env.AI = self.ai
        self.env.VECTORIZE = self.vectorize

    def limit_rate(self, limit: int) -> None:
        self.env.RATE_LIMITER = FakeRateLimiter(limit)

    def close(self) -> None:
        self.database.close()

    # Requests

    def get(self, target: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", target, headers)

    def call(self, method: str, target: str, data: Any = None, *, key: str | None = API_KEY) -> Answer:
        """A request to the API, with a JSON body and the key."""
        headers = {"content-type": "application/json"}
        if key is not None:
            headers["authorization"] = f"Bearer {key}"
        content = b"" if data is None else json.dumps(data).encode()
        return self.request(method, target, headers, content)

    def submit(
        self, target: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Answer:
        """A form, as a browser sends it from the service's own page."""
        sent = {
            "content-type": "application/x-www-form-urlencoded",
            "origin": ORIGIN,
            "sec-fetch-site": "same-origin",
        }
        return self.request("POST", target, {**sent, **(headers or {})}, urlencode(fields).encode())

    def request(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Answer:
        return asyncio.run(self._fetch(method, target, headers or {}, content))

    async def _fetch(self, method: str, target: str, headers: Mapping[str, str], content: bytes) -> Answer:
        sent = {"CF-Connecting-IP": "192.0.2.1", **headers}
        # The stand-in is enough of a request, though not of its type.
        request = cast("Any", Request(method, f"{ORIGIN}{target}", sent, content))
        response = await self._entrypoint().fetch(request)
        return Answer(int(response.status), response.headers, response.body or "")

    # The other handlers; the runtime gives them `None` for `env` and `ctx`

    def deliver(self) -> None:
        """Deliver everything that waits on the queue, with its retries."""
        asyncio.run(self.queue.deliver(self._consume))

    def sweep(self) -> None:
        controller = SimpleNamespace(cron="*/15 * * * *", scheduledTime=0)
        asyncio.run(self._entrypoint().scheduled(controller, None, None))

    def enqueue(self, body: Any) -> None:
        asyncio.run(self.queue.send(body))

    async def _consume(self, batch: FakeBatch) -> None:
        await self._entrypoint().queue(batch, None, None)

    def _entrypoint(self) -> Default:
        """A new instance for each event, as in the runtime."""
        return Default(SimpleNamespace(), self.env)

    # Shortcuts

    def add(self, title: str, body: str) -> int:
        """Add a document and return its id."""
        answer = self.call("POST", "/api/documents", {"title": title, "body": body})
        assert answer.status == 201, answer.text
        return answer.json()["id"]

    def search(self, query: str, **parameters: str | int) -> Any:
        answer = self.get(f"/api/search?{urlencode({'q': query, **parameters})}")
        assert answer.status == 200, answer.text
        return answer.json()

    def found(self, query: str) -> list[int]:
        """The ids that a search finds, in their order."""
        return [result["id"] for result in self.search(query)["results"]]

    def let_time_pass(self) -> None:
        """Make every lease run out."""
        for table in ("documents", "removed_documents"):
            self.database.connection.execute(f"UPDATE {table} SET index_after = '2000-01-01T00:00:00Z'")  # noqa: S608
