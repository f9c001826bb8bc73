async def rows(db, sql, *args):
    result = await db.prepare(sql).bind(*args).all()
    if not result:
        return []
    return result.results.to_py()
