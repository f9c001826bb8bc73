import json

from js import JSON
from pyodide.ffi import JsProxy


def to_dicts(results):
    """D1 rows -> list of dicts"""
    if not isinstance(results, JsProxy):
        return results
    return json.loads(JSON.stringify(results))


async def fetch_all(db, sql, *params):
    stmt = db.prepare(sql)
    if params:
        stmt = stmt.bind(*params)
    result = await stmt.all()
    return to_dicts(result.results)


async def fetch_one(db, sql, *params):
    row = await db.prepare(sql).bind(*params).first()
    if not row:
        return None
    return row
