"""An embedding model that knows a few synonyms: texts with the same concepts are near to each other."""

import math
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from zlib import crc32

from fakes.values import JsDict, JsError, crossed

DIMENSIONS = 128
_TEXTS = 100
_CONCEPTS = {
    "automobile": "car",
    "vehicle": "car",
    "bike": "bicycle",
    "cycle": "bicycle",
    "mend": "repair",
    "fix": "repair",
    "repairing": "repair",
}


class FakeWorkersAI:
    """`poison` fails every request that contains it; `interruption` runs during the next request."""

    def __init__(self) -> None:
        self.answers_nothing = False
        self.poison: str | None = None
        self.interruption: Callable[[], Awaitable[None]] | None = None
        self.requests: list[list[str]] = []

    async def run(self, model: str, inputs: Mapping[str, Any]) -> JsDict:
        texts: list[str] = crossed(dict(inputs))["text"]
        if not model.startswith("@cf/"):
            message = f"5007: No such model {model}"
            raise JsError(message)
        if not 0 < len(texts) <= _TEXTS:
            message = "5006: Error: oneOf at '/' not met"
            raise JsError(message)
        self.requests.append(texts)
        if self.poison is not None and any(self.poison in text for text in texts):
            message = "3040: Capacity temporarily exceeded"
            raise JsError(message)
        if self.interruption is not None:
            interruption, self.interruption = self.interruption, None
            await interruption()
        if self.answers_nothing:
            return JsDict(shape=[0, 0], data=[])
        return crossed({"shape": [len(texts), DIMENSIONS], "data": [embed(text) for text in texts]})


def embed(text: str) -> list[float]:
    values = [0.0] * DIMENSIONS
    words: list[str] = re.findall(r"\w+", text.lower())
    for word in words:
        concept = _CONCEPTS.get(word, word)
        values[crc32(concept.encode()) % DIMENSIONS] += 1.0
    length = math.hypot(*values) or 1.0
    return [value / length for value in values]
