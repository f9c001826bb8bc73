"""KV as the Workers SDK hands it over: what is missing is `None`, bytes arrive as a `memoryview`."""

from collections.abc import Mapping
from typing import Any, Protocol


class Namespace(Protocol):
    """The binding."""

    async def getWithMetadata(self, key: str, kind: str, /) -> Mapping[str, Any]: ...  # noqa: N802

    async def put(self, key: str, value: str | bytes, options: Mapping[str, Any], /) -> object: ...

    async def delete(self, key: str, /) -> object: ...

    async def list(self, options: Mapping[str, Any], /) -> Mapping[str, Any]: ...
