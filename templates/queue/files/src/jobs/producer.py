"""Sends jobs to the queue."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import batched
from typing import Any

from jobs.job import Job

_BATCH = 100
"""The most messages that one call can send."""


async def send(env: Any, job: Job, delay: timedelta = timedelta()) -> None:
    """Send a job; with a delay, the consumer gets it later."""
    await env.JOBS.send(job.to_message(), {"delaySeconds": delay // timedelta(seconds=1)})


async def send_all(env: Any, jobs: Sequence[Job]) -> None:
    """Send many jobs. Up to a hundred are sent all or none."""
    for batch in batched(jobs, _BATCH, strict=False):
        await env.JOBS.sendBatch([{"body": job.to_message()} for job in batch])
