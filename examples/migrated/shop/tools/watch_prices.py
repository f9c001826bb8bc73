"""Compares our prices with a competitor's. Runs on a laptop, not in a worker."""
import json
import sys
from pathlib import Path


class Crawler:
    """Calls on_fetch for each page it has read and on_scheduled for those it will read later."""

    def __init__(self, pages):
        self.pages = pages

    async def on_fetch(self, request, env):
        return json.loads(env["cache"][request])

    def on_scheduled(self, page):
        self.pages.append(page)


async def on_fetch(request, env):
    # a callback of the crawler
    return await Crawler([]).on_fetch(request, env)


if __name__ == "__main__":
    print(Path(sys.argv[1]).read_text())
