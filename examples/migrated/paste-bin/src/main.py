import hashlib

from router import Router, make_handler, text
from workers import WorkerEntrypoint

router = Router()


@router.route("GET", "/")
async def home(request, env):
    return text("POST something to /")


@router.route("POST", "/")
async def create(request, env):
    body = await request.text()
    if not body:
        raise ValueError("nothing to store")
    key = hashlib.sha256(body.encode()).hexdigest()[:10]
    await env.PASTES.put(key, body)
    return text("/" + key, 201)


@router.route("GET", r"/(?P<key>[0-9a-f]{10})")
async def show(request, env, key):
    return text(await env.PASTES.get(key) or "expired")


on_fetch = make_handler(router)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)
