def _clean(row):
    return {k: (None if v is None else v) for k, v in row.items()}


async def all_recipes(env):
    rows = (await env.DB.prepare("SELECT * FROM recipes ORDER BY id").all()).results
    return [_clean(r) for r in rows]


async def find_recipe(env, recipe_id):
    row = await env.DB.prepare("SELECT * FROM recipes WHERE id = ?").bind(recipe_id).first()
    return None if row is None else _clean(row)
