"""The routes of the assistant."""

import logging
from collections.abc import Awaitable
from http import HTTPStatus
from typing import Any, cast

from workers import Request, Response

from assistant.model import AiBinding, EmbeddingModel, TextModel
from web import HttpError, Router, fields, read_json

QUESTION_CHARACTERS = 4_000
TEXTS = 50
TEXT_CHARACTERS = 4_000
# Room for all texts, in the longest encoding that JSON has.
TEXTS_BYTES = 2 * 1024 * 1024

EVENTS = "text/event-stream"

routes = Router()


@routes.post("/api/assistant")
async def answer(request: Request, env: Any) -> Response:
    values = await read_json(request)
    fields.only(values, "question")
    question = fields.text(values, "question", QUESTION_CHARACTERS)
    model = TextModel(_ai(env), env.TEXT_MODEL)
    if EVENTS in (request.headers.get("accept") or ""):
        events = await _outcome(model.stream(question))
        return Response(events, headers={"content-type": EVENTS, "cache-control": "no-store"})
    return Response.from_json({"answer": await _outcome(model.answer(question))})


@routes.post("/api/assistant/embeddings")
async def embeddings(request: Request, env: Any) -> Response:
    values = await read_json(request, TEXTS_BYTES)
    fields.only(values, "texts")
    model = EmbeddingModel(_ai(env), env.EMBEDDING_MODEL)
    vectors = await _outcome(model.embed(_texts(values.get("texts"))))
    return Response.from_json({"dimensions": len(vectors[0]), "vectors": vectors})


def _ai(env: Any) -> AiBinding:
    binding = getattr(env, "AI", None)
    if binding is None:
        raise _unavailable()
    return binding


async def _outcome[T](work: Awaitable[T]) -> T:
    """What the model gives, or an answer that says no more than the client has to know."""
    try:
        return await work
    except Exception as error:
        if "needs to be run remotely" in str(error):
            # `wrangler dev --local` has the binding, but nothing behind it.
            raise _unavailable() from error
        logging.getLogger(__name__).exception("the model failed")
        raise HttpError(HTTPStatus.BAD_GATEWAY, "The model did not answer.") from error


def _texts(given: Any) -> list[str]:
    texts = cast("list[Any]", given) if isinstance(given, list) else []
    if not 0 < len(texts) <= TEXTS:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"texts: a list of 1 to {TEXTS} texts is needed.")
    return [fields.text({"texts": text}, "texts", TEXT_CHARACTERS) for text in texts]


def _unavailable() -> HttpError:
    return HttpError(HTTPStatus.SERVICE_UNAVAILABLE, "Workers AI is not available here.")
