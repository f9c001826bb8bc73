"""Finds what the queue has missed: documents without vectors of today's model, vectors without a document."""

from app import logs
from app.limits import SWEEP_BATCH, SWEEP_BATCHES
from app.services import Services


async def sweep(services: Services) -> int:
    """Send a bounded number of jobs; what is left waits for the next time. Return how many were sent."""
    if services.meaning is None:
        logs.info("sweep_skipped")
        return 0
    sent = 0
    for _ in range(SWEEP_BATCHES):
        jobs = await services.index_state.due_jobs(services.meaning.model_name, SWEEP_BATCH)
        if not jobs:
            break
        await services.jobs.send(jobs)
        await services.index_state.lease(jobs)
        sent += len(jobs)
    logs.info("sweep_finished", sent=sent)
    return sent
