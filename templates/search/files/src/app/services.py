"""Everything that a handler works with, made from the Worker's bindings."""

from dataclasses import dataclass
from typing import Any, Self

from app.bindings import QueueProducer, RateLimiter
from app.clock import Clock, utc_now
from app.config import Config
from app.documents.store import DocumentStore
from app.indexing.jobs import IndexJobs
from app.indexing.meaning import MeaningIndex
from app.indexing.state import IndexState
from app.search.service import SearchService


@dataclass(frozen=True, slots=True)
class Services:
    config: Config
    documents: DocumentStore
    index_state: IndexState
    jobs: IndexJobs
    search: SearchService
    meaning: MeaningIndex | None
    rate_limiter: RateLimiter | None

    @classmethod
    def from_env(cls, env: Any, clock: Clock = utc_now) -> Self:
        """AI, VECTORIZE and RATE_LIMITER may be missing; the service then does without what they give."""
        queue: QueueProducer = env.INDEX_QUEUE
        meaning = _meaning(env)
        documents = DocumentStore(env.DB, clock)
        index_state = IndexState(env.DB, clock)
        return cls(
            config=Config.from_env(env),
            documents=documents,
            index_state=index_state,
            jobs=IndexJobs(queue, enabled=meaning is not None),
            search=SearchService(env.DB, documents, index_state, meaning),
            meaning=meaning,
            rate_limiter=getattr(env, "RATE_LIMITER", None),
        )


def _meaning(env: Any) -> MeaningIndex | None:
    model = getattr(env, "AI", None)
    vectors = getattr(env, "VECTORIZE", None)
    if model is None or vectors is None:
        return None
    return MeaningIndex(model, vectors, env.EMBEDDING_MODEL, float(env.MINIMUM_SIMILARITY))
