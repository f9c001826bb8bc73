import db
from service import Service
from workers import env as global_env


async def on_fetch(request, env, ctx):
    service = Service(env)
    settings = await global_env.KV.get("settings", "json")
    rows = await db.rows(env.DB, "SELECT 1")
    database = getattr(env, "DB")
    more = (await database.prepare("SELECT 1").all()).results
    return await service.newest(), rows, settings, more


async def on_scheduled(controller, env):
    await Service(env=env).newest()
