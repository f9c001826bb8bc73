"""R2 as the Workers SDK hands it over.

A single file is a wrapper: its metadata are dicts, its date is a `datetime`, its body a JavaScript stream.
The files of a list are JavaScript values as they are. What is missing is `None`.
"""

from collections.abc import Mapping
from typing import Any, Protocol


class Bucket(Protocol):
    """The binding."""

    async def head(self, name: str, /) -> Any: ...

    async def get(self, name: str, options: Mapping[str, Any], /) -> Any: ...

    async def put(self, name: str, body: Any, options: Mapping[str, Any], /) -> Any: ...

    async def delete(self, name: str, /) -> object: ...

    async def list(self, options: Mapping[str, Any], /) -> Mapping[str, Any]: ...
