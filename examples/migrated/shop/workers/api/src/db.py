from __future__ import annotations

from typing import Any


async def query(env: Any, sql: str, *args: Any) -> list[dict]:
    """All rows as dicts."""
    result = await env.DB.prepare(sql).bind(*args).all()
    return [row for row in result.results]


async def one(env: Any, sql: str, *args: Any) -> dict | None:
    row = await env.DB.prepare(sql).bind(*args).first()
    return row or None


async def run(env: Any, sql: str, *args: Any) -> int:
    result = await env.DB.prepare(sql).bind(*args).run()
    return result.meta.changes
