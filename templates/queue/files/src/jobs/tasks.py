"""What can be done in the background, by the kind of the job."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from jobs.job import HopelessJobError, Job

_logger = logging.getLogger(__name__)

type Task = Callable[[Job, Any], Awaitable[None]]
"""Called with the job and the bindings. A job may come twice: do nothing that a second time would spoil."""


async def count_words(job: Job, env: Any) -> None:
    """Count the words of a text: an example that needs nothing but its payload."""
    text = job.payload.get("text")
    if not isinstance(text, str):
        message = "`text` is missing"
        raise HopelessJobError(message)
    _logger.info("job %s: %d words", job.id, len(text.split()))


TASKS: dict[str, Task] = {
    "count_words": count_words,
}
