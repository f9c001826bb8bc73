"""Brings the vectors in step with the notes: after requests that may have changed some, and by cron."""

import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, cast

from workers import Request, Response, wait_until

from search.meaning import MeaningIndex, is_absent
from search.outbox import Outbox, Pending
from web.middleware import Answer, middleware

# One call to the model takes up to a hundred texts; a group that fails is tried again one by one.
GROUP = 20
ROUNDS = 10

_logger = logging.getLogger(__name__)

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# The SDK gives this name at run time only, so it has no type.
_after_the_response = cast("Callable[[Coroutine[Any, Any, object]], object]", wait_until)


async def index_changes(env: Any) -> int:
    """Work off a bounded number of changes, and say how many."""
    meaning = MeaningIndex.from_env(env)
    if meaning is None:
        return 0
    outbox = Outbox(env.DB)
    worked_off = 0
    for _ in range(ROUNDS):
        due = await outbox.due(GROUP)
        for group in _groups(due):
            try:
                await _embed(group, meaning)
            except Exception as error:
                if is_absent(error):
                    return worked_off
                _logger.exception("could not index %s notes", len(group))
                await outbox.failed(group)
            else:
                await outbox.done(group)
                worked_off += len(group)
        if len(due) < GROUP:
            break
    return worked_off


@middleware
async def indexes_changes(worker: Any, request: Request, answer: Answer) -> Response:
    """Make the vectors of a change when the response to it is on its way."""
    response = await answer()
    if str(request.js_object.method) not in _READING:
        _after_the_response(index_changes(worker.env))
    return response


def _groups(due: Sequence[Pending]) -> list[list[Pending]]:
    """What never failed in one group, the rest one by one: one bad note takes no others along."""
    fresh = [each for each in due if each.failures == 0]
    return ([fresh] if fresh else []) + [[each] for each in due if each.failures > 0]


async def _embed(group: Sequence[Pending], meaning: MeaningIndex) -> None:
    notes = [each.note for each in group if each.note is not None]
    gone = [each.note_id for each in group if each.note is None]
    if notes:
        await meaning.add(notes)
    if gone:
        await meaning.remove(gone)
