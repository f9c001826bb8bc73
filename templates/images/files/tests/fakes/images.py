"""The Images binding: it says what it was asked instead of doing it."""

from collections.abc import Mapping
from typing import Any

import js  # pyright: ignore[reportMissingImports]

from fakes.values import JsDict, JsError

_PNG = b"\x89PNG"


class FakeImages:
    """`asked` is every transformation and output. A picture is whatever begins like a PNG."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, Any]] = []

    def input(self, stream: Any) -> "FakeTransformer":
        return FakeTransformer(self, stream)

    async def info(self, stream: Any) -> JsDict:
        content = _read(stream)
        return JsDict(format="image/png", fileSize=len(content), width=3, height=2)


class FakeTransformer:
    def __init__(self, images: FakeImages, stream: Any) -> None:
        self._images = images
        self._stream = stream

    def transform(self, options: Mapping[str, Any]) -> "FakeTransformer":
        self._images.asked.append(options)
        return self

    async def output(self, options: Mapping[str, Any]) -> "FakeResult":
        self._images.asked.append(options)
        return FakeResult(_read(self._stream), options["format"])


class FakeResult:
    def __init__(self, content: bytes, content_type: str) -> None:
        self._content = content
        self._content_type = content_type

    def contentType(self) -> str:  # noqa: N802
        return self._content_type

    def image(self) -> Any:
        return js.ReadableStream(self._content)


def _read(stream: Any) -> bytes:
    content: bytes = stream.take(None)
    if not content.startswith(_PNG):
        message = "IMAGES_TRANSFORM_ERROR 9412: Bad request: the file is not a picture"
        raise JsError(message)
    return content
