"""Static files as the `ASSETS` binding serves them."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from workers import Request, Response


class FakeAssets:
    """The files of a folder; `/` at the end stands for `index.html` there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def fetch(self, resource: Request | str) -> Response:
        path = urlsplit(resource if isinstance(resource, str) else resource.url).path
        file = self._folder / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        if not file.is_file():
            return Response(None, status=404)
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"content-type": media_type, "etag": f'"{file.stat().st_size}"'}
        return Response(file.read_text(encoding="utf-8"), headers=headers)
