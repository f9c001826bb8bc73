"""Says when the cron was here last."""
import functools
import traceback

from js import Response

_env = None


def reported(function):
    """Errors become a page instead of Cloudflare's."""

    @functools.wraps(function)
    async def wrapper(*args):
        try:
            return await function(*args)
        except Exception:
            return Response.new(traceback.format_exc(limit=1), status=500)

    return wrapper


async def beats():
    return int(await _env.BEATS.get("count") or 0)


@reported
async def on_fetch(request, env):
    global _env
    _env = env
    if request.url.endswith("/fail"):
        raise RuntimeError("as you wish")
    return Response.new(f"{await beats()} beats")


async def on_scheduled(event, env, *rest):
    global _env
    _env = env
    await env.BEATS.put("count", str(await beats() + 1))


fetch = on_fetch
scheduled = on_scheduled
