from workers import Response, WorkerEntrypoint


# ── Fetch ─────────────────────────────

class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(self.env.NAME)

    # ── Cron ──────────────────────────────
    # every hour

    async def scheduled(self, event, env=None, ctx=None):
        await refresh(self.env)
        # indented like the body


# ── Core ──────────────────────────────

async def refresh(env):
    await env.KV.put("a", "b")
