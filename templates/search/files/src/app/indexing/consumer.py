"""Does the jobs on the queue. Every message stands alone: one that fails holds up no other."""

from collections.abc import Iterable
from datetime import timedelta

from app import logs
from app.bindings import QueueMessage
from app.indexing.jobs import Job, JobKind
from app.indexing.meaning import MeaningIndex
from app.indexing.state import IndexState
from app.limits import MESSAGE_DELAY, MESSAGE_DELAY_MAXIMUM
from app.services import Services


async def consume(messages: Iterable[QueueMessage], services: Services) -> None:
    for message in messages:
        with logs.context(message_id=message.id, attempt=message.attempts):
            await _consume_one(message, services)


async def _consume_one(message: QueueMessage, services: Services) -> None:
    try:
        job = Job.from_message(message.body)
        await _perform(job, services)
    except Exception as error:  # noqa: BLE001 - whatever it was, it concerns this message alone
        # Retried also if it is malformed: it ends in the dead-letter queue, where it can be looked at.
        logs.error("job_failed", error)
        message.retry({"delaySeconds": _delay_seconds(message.attempts)})
    else:
        message.ack()


async def _perform(job: Job, services: Services) -> None:
    if services.meaning is None:
        # Not lost: the sweep sends the job again once AI and VECTORIZE are bound.
        logs.warning("job_skipped", document_id=job.document_id)
    elif job.kind is JobKind.INDEX:
        await _index(job.document_id, services.index_state, services.meaning)
    else:
        await _remove(job.document_id, services.index_state, services.meaning)


async def _index(document_id: int, state: IndexState, meaning: MeaningIndex) -> None:
    claim = await state.claim(document_id, meaning.model_name)
    if claim is None:
        return
    document = claim.document
    if not claim.is_current:
        try:
            await meaning.add(document)
        except Exception:
            await state.mark_failed(claim)
            raise
        if not await state.mark_indexed(document, meaning.model_name):
            # Changed or deleted meanwhile. The change has a job of its own; these vectors are of no use.
            await meaning.remove(document.id, [document.version])
            logs.info("document_overtaken", document_id=document.id, version=document.version)
            return
        logs.info("document_indexed", document_id=document.id, version=document.version)
    if claim.vectors_since < document.version:
        await meaning.remove(document.id, range(claim.vectors_since, document.version))
        await state.mark_cleaned(document)


async def _remove(document_id: int, state: IndexState, meaning: MeaningIndex) -> None:
    await meaning.remove(document_id, await state.removed_versions(document_id))
    await state.forget_removed(document_id)
    logs.info("vectors_removed", document_id=document_id)


def _delay_seconds(attempts: int) -> int:
    delay = min(MESSAGE_DELAY * 2 ** (attempts - 1), MESSAGE_DELAY_MAXIMUM)
    return delay // timedelta(seconds=1)
