"""The models of Workers AI."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

INSTRUCTIONS = "You are a helpful assistant. Answer in the language of the question, in a few sentences."
ANSWER_TOKENS = 512


class AiBinding(Protocol):
    """Workers AI: inputs and answers are plain Python, a stream is JavaScript's."""

    async def run(self, model: str, inputs: Mapping[str, Any], /) -> Any: ...


class ModelError(Exception):
    """The model cannot be asked, or its answer is not of the expected form."""


class TextModel:
    """Answers questions."""

    def __init__(self, ai: AiBinding, name: str) -> None:
        self._ai = ai
        self._name = name

    async def answer(self, question: str) -> str:
        """The whole answer."""
        answer = await self._ai.run(self._name, _inputs(question))
        return _text(answer)

    async def stream(self, question: str) -> Any:
        """The answer as a JavaScript stream of server-sent events, in the words of the model."""
        return await self._ai.run(self._name, {**_inputs(question), "stream": True})


class EmbeddingModel:
    """Makes vectors of texts: what means the same is near to each other."""

    def __init__(self, ai: AiBinding, name: str) -> None:
        self._ai = ai
        self._name = name

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        answer = await self._ai.run(self._name, {"text": list(texts)})
        vectors: list[list[float]] = answer.get("data") or []
        if len(vectors) != len(texts):
            message = f"{self._name} gave {len(vectors)} vectors for {len(texts)} texts"
            raise ModelError(message)
        return vectors


def _inputs(question: str) -> dict[str, Any]:
    messages = [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": question}]
    return {"messages": messages, "max_tokens": ANSWER_TOKENS}


def _text(answer: Any) -> str:
    """The text in an answer: newer models answer with `choices`, older ones with `response`."""
    try:
        text = answer["choices"][0]["message"]["content"] if "choices" in answer else answer["response"]
    except (KeyError, IndexError, TypeError) as error:
        message = "the answer has no text"
        raise ModelError(message) from error
    if not isinstance(text, str):
        message = "the answer is not a text"
        raise ModelError(message)
    return text
