"""Which tasks run at which cron expression."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """One firing of a cron trigger: its expression, and the time for which it was meant."""

    cron: str
    at: datetime

    @classmethod
    def of(cls, controller: Any) -> Self:
        """From what the runtime hands to the handler; it counts milliseconds."""
        return cls(str(controller.cron), datetime.fromtimestamp(controller.scheduledTime / 1000, UTC))


type Task = Callable[[Run, Any], Awaitable[None]]
"""Called with the run and the bindings."""


class Schedule:
    """Tasks by their cron expressions, which are the ones under `triggers` in the wrangler configuration."""

    def __init__(self) -> None:
        self._tasks: dict[str, list[Task]] = {}

    @property
    def crons(self) -> frozenset[str]:
        return frozenset(self._tasks)

    def at[T: Task](self, cron: str) -> Callable[[T], T]:
        """Register a task: `@schedule.at("0 3 * * *")`."""

        def register(task: T) -> T:
            self._tasks.setdefault(cron, []).append(task)
            return task

        return register

    async def run(self, run: Run, env: Any) -> None:
        """Run every task of the expression. A task that fails does not keep the others from running."""
        tasks = self._tasks.get(run.cron)
        if tasks is None:
            _logger.info("no task for the cron expression %r", run.cron)
            return
        failures: list[Exception] = []
        for task in tasks:
            try:
                await task(run, env)
            except Exception as error:
                _logger.exception("the task %s failed", task)
                failures.append(error)
        if failures:
            message = f"tasks of {run.cron!r} failed"
            raise ExceptionGroup(message, failures)
