"""The Worker's handlers. Each one only hands over to a module of its own.

`env` and `ctx` arrive as `None` in every handler; the bindings are in `self.env`. The runtime passes
them to `scheduled` and `queue` nevertheless, so those two need the parameters.
"""

from typing import Any

from workers import Request, Response, WorkerEntrypoint

from app import logs
from app.indexing.consumer import consume
from app.indexing.sweep import sweep
from app.services import Services
from app.web.application import respond
from runtime import http_request, worker_response

logs.configure()


class Default(WorkerEntrypoint):
    async def fetch(self, request: Request) -> Response:
        return worker_response(await respond(http_request(request), self.env))

    async def scheduled(self, controller: Any, env: None = None, ctx: None = None) -> None:
        await sweep(Services.from_env(self.env))

    async def queue(self, batch: Any, env: None = None, ctx: None = None) -> None:
        await consume(batch.messages, Services.from_env(self.env))
