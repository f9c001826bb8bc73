"""The addresses under /api/jobs."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast

from workers import Request, Response

from jobs.job import Job
from jobs.producer import send, send_all
from jobs.tasks import TASKS
from web import HttpError, Router, read_json

BATCH_LIMIT = 100
DELAY_LIMIT = 43_200

routes = Router()


@routes.post("/api/jobs")
async def create(request: Request, env: Any) -> Response:
    """Take a job: `{"kind": …, "payload": {…}, "delay_seconds"?: …}`."""
    data = await read_json(request)
    job = _job(data)
    await send(env, job, _delay(data.get("delay_seconds", 0)))
    return Response.from_json({"id": job.id}, status=HTTPStatus.ACCEPTED)


@routes.post("/api/jobs/batch")
async def create_batch(request: Request, env: Any) -> Response:
    """Take many jobs, all or none: `{"jobs": [{"kind": …, "payload": {…}}]}`."""
    entries: Any = (await read_json(request)).get("jobs")
    if not isinstance(entries, list) or not 1 <= len(cast("list[Any]", entries)) <= BATCH_LIMIT:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"`jobs` has to be a list of 1 to {BATCH_LIMIT} jobs.")
    jobs = [_job(entry) for entry in cast("list[Any]", entries)]
    await send_all(env, jobs)
    return Response.from_json({"ids": [job.id for job in jobs]}, status=HTTPStatus.ACCEPTED)


def _job(data: Any) -> Job:
    match data:
        case {"kind": str(kind), "payload": dict(payload)} if kind in TASKS:
            return Job.new(kind, payload)
        case _:
            kinds = ", ".join(sorted(TASKS))
            raise HttpError(
                HTTPStatus.BAD_REQUEST, f"A job has a `kind` ({kinds}) and an object as `payload`."
            )


def _delay(seconds: object) -> timedelta:
    # `True` is an int, too.
    if type(seconds) is not int or not 0 <= seconds <= DELAY_LIMIT:
        raise HttpError(
            HTTPStatus.BAD_REQUEST, f"`delay_seconds` has to be a whole number from 0 to {DELAY_LIMIT}."
        )
    return timedelta(seconds=seconds)
