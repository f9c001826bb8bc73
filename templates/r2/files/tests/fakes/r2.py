"""R2 in memory, with its conditions and ranges. Bodies are JavaScript streams, as in the runtime."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any

import js  # pyright: ignore[reportMissingImports]

from fakes.values import JsDict, JsError, crossed

_NAME_BYTES = 1_024
_PAGE = 1_000


@dataclass(frozen=True)
class StoredFile:
    key: str
    content: bytes
    http: Mapping[str, Any]
    custom: Mapping[str, Any]
    uploaded: datetime

    @property
    def etag(self) -> str:
        return hashlib.md5(self.content, usedforsecurity=False).hexdigest()


class FakeR2:
    """`streams` are the bodies that were handed out: a test sees how much of each was read."""

    def __init__(self) -> None:
        self.files: dict[str, StoredFile] = {}
        self.streams: list[Any] = []

    async def head(self, name: str) -> SimpleNamespace | None:
        file = self.files.get(name)
        return _wrapped(file) if file else None

    async def get(self, name: str, options: Mapping[str, Any] | None = None) -> SimpleNamespace | None:
        given = options or {}
        file = self.files.get(name)
        if file is None:
            return None
        wrapped = _wrapped(file)
        if not _holds(given.get("onlyIf"), file):
            return wrapped
        part = given.get("range") or {"offset": 0, "length": len(file.content)}
        if part["offset"] > len(file.content):
            message = "get: The requested range is not satisfiable (10039)"
            raise JsError(message)
        content = file.content[part["offset"] : part["offset"] + part["length"]]
        wrapped.body = js.ReadableStream(content)
        wrapped.range = JsDict(part)
        self.streams.append(wrapped.body)
        return wrapped

    async def put(
        self, name: str, body: Any, options: Mapping[str, Any] | None = None
    ) -> SimpleNamespace | None:
        given = options or {}
        if len(name.encode()) > _NAME_BYTES:
            message = "put: The specified object name is not valid. (10020)"
            raise JsError(message)
        if not _holds(given.get("onlyIf"), self.files.get(name)):
            return None
        content = body.encode() if isinstance(body, str) else body.take(None)
        http = crossed(given.get("httpMetadata") or {})
        custom = crossed(given.get("customMetadata") or {})
        self.files[name] = StoredFile(name, content, http, custom, datetime.now(UTC))
        return _wrapped(self.files[name])

    async def delete(self, name: str) -> None:
        self.files.pop(name, None)

    async def list(self, options: Mapping[str, Any]) -> JsDict:
        """Files and folders share the limit of a page, in the order of their names."""
        prefix, start = options.get("prefix", ""), options.get("cursor", "")
        delimiter, limit = options.get("delimiter"), options.get("limit", _PAGE)
        objects: list[SimpleNamespace] = []
        folders: list[str] = []
        last = start
        truncated = False
        for name in sorted(name for name in self.files if name.startswith(prefix) and name > start):
            folder, slash, _ = name.removeprefix(prefix).partition(delimiter) if delimiter else ("", "", "")
            is_known = bool(slash) and f"{prefix}{folder}/" in folders
            if not is_known and len(objects) + len(folders) == limit:
                truncated = True
                break
            last = name
            if not slash:
                objects.append(_listed(self.files[name]))
            elif not is_known:
                folders.append(f"{prefix}{folder}/")
        page = JsDict(objects=objects, truncated=truncated, delimitedPrefixes=folders)
        return page if not truncated else JsDict(page, cursor=last)


def _wrapped(file: StoredFile) -> SimpleNamespace:
    """As the SDK shows a single file: without a body if there is none to read."""
    return SimpleNamespace(
        key=file.key,
        size=len(file.content),
        etag=file.etag,
        httpEtag=f'"{file.etag}"',
        uploaded=file.uploaded.astimezone().replace(tzinfo=None),
        httpMetadata=JsDict({"contentType": None, **file.http}),
        customMetadata=JsDict(file.custom),
    )


def _listed(file: StoredFile) -> SimpleNamespace:
    """As the SDK shows the files of a list: JavaScript's own values."""
    return SimpleNamespace(
        key=file.key,
        size=len(file.content),
        httpEtag=f'"{file.etag}"',
        uploaded=SimpleNamespace(toISOString=file.uploaded.isoformat),
        httpMetadata=SimpleNamespace(contentType=file.http.get("contentType")),
    )


def _holds(headers: Any, file: StoredFile | None) -> bool:
    """Whether the conditions in JavaScript's headers are met, in the order that HTTP has for them."""
    if headers is None:
        return True
    if headers.has("if-match"):
        if file is None or not _names(headers.get("if-match"), file):
            return False
    elif headers.has("if-unmodified-since") and (file is None or _changed_since(headers, "un", file)):
        return False
    if headers.has("if-none-match"):
        return file is None or not _names(headers.get("if-none-match"), file)
    return file is None or not headers.has("if-modified-since") or _changed_since(headers, "", file)


def _names(tags: str, file: StoredFile) -> bool:
    given = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    if not all(tag == "*" or (tag[:1] == '"' and tag[-1:] == '"') for tag in given):
        message = "Invalid ETag in if-match header"
        raise JsError(message)
    return "*" in given or f'"{file.etag}"' in given


def _changed_since(headers: Any, which: str, file: StoredFile) -> bool:
    since = parsedate_to_datetime(headers.get(f"if-{which}modified-since"))
    return file.uploaded.replace(microsecond=0) > since
