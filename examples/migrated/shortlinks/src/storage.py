"""Everything that touches KV."""
import json


def _key(slug):
    return "link:" + slug.lower()


async def get_link(env, slug):
    raw = await env.LINKS.get(_key(slug))
    return json.loads(raw) if raw else None


async def save_link(env, slug, url, hits=0):
    await env.LINKS.put(_key(slug), json.dumps({"url": url, "hits": hits}))


async def count_hit(env, slug, link):
    await save_link(env, slug, link["url"], link["hits"] + 1)


async def all_links(env):
    result = {}
    page = await env.LINKS.list(prefix="link:")
    for entry in page["keys"]:
        slug = entry.name[len("link:"):]
        result[slug] = await get_link(env, slug)
    return result
