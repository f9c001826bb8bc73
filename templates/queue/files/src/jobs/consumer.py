"""Does the jobs of a batch. Each message is settled by itself, so none holds up another."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from jobs.job import HopelessJobError, Job
from jobs.tasks import TASKS

_logger = logging.getLogger(__name__)

AT_ONCE = 5
"""So many jobs of a batch are worked on at the same time."""

TIME_LIMIT = timedelta(seconds=30)
"""A job that takes longer is retried."""

_FIRST_DELAY = timedelta(seconds=10)
_LONGEST_DELAY = timedelta(hours=1)

_JOBS = "-jobs"
_DEAD_JOBS = "-jobs-dead"


def handles(queue: str) -> bool:
    """Whether the queue is one of those that `consume` is for."""
    return queue.endswith((_JOBS, _DEAD_JOBS))


async def consume(batch: Any, env: Any) -> None:
    """Do the jobs of a batch, or report the dead ones."""
    if batch.queue.endswith(_DEAD_JOBS):
        for message in batch.messages:
            _report_dead(message)
        return
    free = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(_settle(message, env, free) for message in batch.messages))


async def _settle(message: Any, env: Any, free: asyncio.Semaphore) -> None:
    """Acknowledge or retry one message, whatever happens: an exception here would concern the whole batch."""
    async with free:
        try:
            await _perform(message.body, env)
        except HopelessJobError as error:
            _logger.error("message %s is hopeless: %s", message.id, error)  # noqa: TRY400 - the reason says it all
            await _bury(message, env)
        except Exception:
            delay = _delay(message.attempts)
            _logger.exception("attempt %d at message %s failed", message.attempts, message.id)
            message.retry({"delaySeconds": delay // timedelta(seconds=1)})
        else:
            message.ack()


async def _perform(body: Any, env: Any) -> None:
    job = Job.from_message(body)
    task = TASKS.get(job.kind)
    if task is None:
        message = f"there is no task {job.kind!r}"
        raise HopelessJobError(message)
    async with asyncio.timeout(TIME_LIMIT.total_seconds()):
        await task(job, env)


async def _bury(message: Any, env: Any) -> None:
    """Move a message to the dead letters now, and not after retries that cannot help."""
    try:
        await env.DEAD_JOBS.send(message.body)
    except Exception:
        _logger.exception("message %s could not be moved to the dead letters", message.id)
        message.retry({"delaySeconds": _delay(message.attempts) // timedelta(seconds=1)})
    else:
        message.ack()


def _report_dead(message: Any) -> None:
    """The last stop of a job: what nobody reads here is lost."""
    _logger.error("dead job in message %s: %s", message.id, message.body)
    message.ack()


def _delay(attempts: int) -> timedelta:
    return min(_FIRST_DELAY * 2 ** (attempts - 1), _LONGEST_DELAY)
