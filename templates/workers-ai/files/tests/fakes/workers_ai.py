"""Workers AI: embeddings that know a few synonyms, and a model that says back what it was told."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import js  # pyright: ignore[reportMissingImports]

from fakes.values import JsDict, JsError, crossed

DIMENSIONS = 128

_TEXTS = 100
_CONCEPTS = {"automobile": "car", "bike": "bicycle", "mend": "repair", "fix": "repair", "repairing": "repair"}


class FakeWorkersAI:
    """`poison` fails every request that contains it, `answer` is what the language model gives instead."""

    def __init__(self) -> None:
        self.poison: str | None = None
        self.answer: Any = None
        self.requests: list[Mapping[str, Any]] = []

    async def run(self, model: str, inputs: Mapping[str, Any]) -> Any:
        given = crossed(dict(inputs))
        self.requests.append(given)
        if not model.startswith("@cf/"):
            message = f"5007: No such model {model}"
            raise JsError(message)
        if self.poison is not None and self.poison in json.dumps(given, ensure_ascii=False):
            message = "3040: Capacity temporarily exceeded"
            raise JsError(message)
        if "text" in given:
            return _embeddings(given["text"])
        return self._completion(given)

    def _completion(self, given: JsDict) -> Any:
        text = " / ".join(message["content"] for message in given["messages"])
        if given.get("stream"):
            event = json.dumps({"choices": [{"delta": {"content": text}}]})
            return js.ReadableStream(f"data: {event}\n\ndata: [DONE]\n\n".encode())
        if self.answer is not None:
            return crossed(self.answer)
        return crossed({"choices": [{"message": {"role": "assistant", "content": text}}]})


def _embeddings(texts: list[str]) -> JsDict:
    if not 0 < len(texts) <= _TEXTS:
        message = "5006: Error: oneOf at '/' not met"
        raise JsError(message)
    return crossed({"shape": [len(texts), DIMENSIONS], "data": [embed(text) for text in texts]})


def embed(text: str) -> list[float]:
    """Texts with the same concepts are near to each other."""
    values = [0.0] * DIMENSIONS
    words: list[str] = re.findall(r"\w+", text.lower())
    for word in words:
        values[crc32(_CONCEPTS.get(word, word).encode()) % DIMENSIONS] += 1.0
    length = math.hypot(*values) or 1.0
    return [value / length for value in values]
