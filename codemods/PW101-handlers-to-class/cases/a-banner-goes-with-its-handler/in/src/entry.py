from workers import Response


# ── Fetch ─────────────────────────────

async def on_fetch(request, env):
    return Response(env.NAME)


# ── Cron ──────────────────────────────
# every hour

async def on_scheduled(event, env, ctx):
    await refresh(env)
    # indented like the body


# ── Core ──────────────────────────────

async def refresh(env):
    await env.KV.put("a", "b")
