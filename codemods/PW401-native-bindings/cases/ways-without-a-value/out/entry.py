async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1 AS n").first()
    known = row or {}
    also = row or None
    found = await env.DB.prepare("SELECT 1").all()
    listing_js = await env.KV.list()
    # What was there before.
    listing = listing_js
    twice_js = await env.KV.list()
    twice = twice_js
    first = (row) if row else []
    lines = (
        row or []
    )
    return known, also, found, listing, twice, twice_js, first, lines
