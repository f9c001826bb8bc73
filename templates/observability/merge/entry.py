from typing import Any

from workers import Request, Response, WorkerEntrypoint

from observability import configure_logs, observed_event, observed_request

configure_logs()


class Default(WorkerEntrypoint):
    @observed_request
    async def fetch(self, request: Request) -> Response: ...

    @observed_event
    async def scheduled(self, controller: Any, env: None = None, ctx: None = None) -> None: ...

    @observed_event
    async def queue(self, batch: Any, env: None = None, ctx: None = None) -> None: ...

    @observed_event
    async def email(self, message: Any, env: None = None, ctx: None = None) -> None: ...

    @observed_event
    async def tail(self, events: Any, env: None = None, ctx: None = None) -> None: ...
