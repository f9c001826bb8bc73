"""What runs on a schedule: `schedule.tasks` has the tasks, `fire` is called by the handler."""

from typing import Any

from schedule.schedule import Run
from schedule.tasks import schedule

__all__ = ["fire"]


async def fire(controller: Any, env: Any) -> None:
    """Run the tasks of the cron trigger that fired."""
    await schedule.run(Run.of(controller), env)
