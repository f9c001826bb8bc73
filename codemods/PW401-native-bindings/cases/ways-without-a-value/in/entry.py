import json

from js import JSON


async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1 AS n").first()
    known = row.to_py() if row else {}
    also = json.loads(JSON.stringify(row)) if row else None
    found_js = await env.DB.prepare("SELECT 1").all()
    found = found_js.to_py()
    listing_js = await env.KV.list()
    # What was there before.
    listing = listing_js.to_py()
    twice_js = await env.KV.list()
    twice = json.loads(JSON.stringify(twice_js))
    first = (row.to_py()) if row else []
    lines = (
        row.to_py()
        if row
        else []
    )
    return known, also, found, listing, twice, twice_js, first, lines
