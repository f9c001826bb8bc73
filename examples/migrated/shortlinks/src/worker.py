from js import URL
from workers import Response, WorkerEntrypoint

from pages import not_found, overview
from storage import count_hit, get_link, save_link


def is_editor(request, env):
    return request.headers.get("x-edit-token") == env.EDIT_TOKEN


async def create(request, env):
    if not is_editor(request, env):
        return Response("forbidden", status=403)
    wanted = await request.json()
    if await get_link(env, wanted["slug"]):
        return Response("slug is taken", status=409)
    await save_link(env, wanted["slug"], wanted["url"])
    return Response(f"/{wanted['slug']}", status=201)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        url = URL.new(request.url)
        slug = url.pathname[1:]

        if request.method == "POST":
            return await create(request, self.env)

        if not slug:
            # nobody should land here by accident
            return Response.redirect(self.env.FALLBACK_URL, 302)

        if slug == "_links":
            return await overview(self.env)

        link = await get_link(self.env, slug)
        if link is None:
            return not_found(slug)
        await count_hit(self.env, slug, link)
        return Response.redirect(link["url"], 301)
