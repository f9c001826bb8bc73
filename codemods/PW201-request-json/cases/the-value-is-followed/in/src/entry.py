from checks import Check, first_name, total
from handlers import ROUTES


async def read(request):
    data = await request.json()
    return data


async def on_fetch(request, env):
    body = await read(request)
    check = Check(body, env)
    pairs = [(line.sku, line.count) for line in body.lines]
    [only] = body.extras
    first, *rest = body.lines
    if (user := body.user) and user.active:
        print(user.name, rest[0].sku)
    handler = ROUTES["sum"]
    return total(body.lines), first_name(body), check.valid(), pairs, only.id, first.sku, handler(body)
