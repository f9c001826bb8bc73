"""Says when the cron was here last."""
import functools
import traceback

from workers import Response, WorkerEntrypoint

_env = None


def reported(function):
    """Errors become a page instead of Cloudflare's."""

    @functools.wraps(function)
    async def wrapper(*args):
        try:
            return await function(*args)
        except Exception:
            return Response(traceback.format_exc(limit=1), status=500)

    return wrapper


async def beats():
    return int(await _env.BEATS.get("count") or 0)


@reported
async def on_fetch(request, env):
    global _env
    _env = env
    if request.url.endswith("/fail"):
        raise RuntimeError("as you wish")
    return Response(f"{await beats()} beats")


async def on_scheduled(event, env, *rest):
    global _env
    _env = env
    await env.BEATS.put("count", str(await beats() + 1))


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)

    async def scheduled(self, event, env=None, ctx=None):
        return await on_scheduled(event, self.env, self.ctx)
