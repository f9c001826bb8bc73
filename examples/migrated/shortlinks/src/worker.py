from js import Response, URL

from pages import not_found, overview
from storage import count_hit, get_link, save_link


def is_editor(request, env):
    return request.headers.get("x-edit-token") == env.EDIT_TOKEN


async def create(request, env):
    if not is_editor(request, env):
        return Response.new("forbidden", status=403)
    wanted = await request.json()
    if await get_link(env, wanted.slug):
        return Response.new("slug is taken", status=409)
    await save_link(env, wanted.slug, wanted.url)
    return Response.new(f"/{wanted.slug}", status=201)


async def on_fetch(request, env, ctx):
    url = URL.new(request.url)
    slug = url.pathname[1:]

    if request.method == "POST":
        return await create(request, env)

    if not slug:
        # nobody should land here by accident
        return Response.redirect(env.FALLBACK_URL, 302)

    if slug == "_links":
        return await overview(env)

    link = await get_link(env, slug)
    if link is None:
        return not_found(slug)
    await count_hit(env, slug, link)
    return Response.redirect(link["url"], 301)
