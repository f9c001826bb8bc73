from workers import Response

NO_STORE = {"cache-control": "no-store"}
JSON_TYPE = {"content-type": "application/json"}


def opts(status):
    return {"status": status, "headers": {"x-from": "opts"}}


def with_named_init(request):
    init = {"status": 207, "headers": {"x-shape": "named"}}
    return Response("named", **init)


def with_helper_init(request):
    return Response("helper", **opts(208))


def with_module_headers(request):
    return Response("module level", headers=NO_STORE)


def with_to_js_at_the_call(request):
    options = {"status": 404, "status_text": "Nope"}
    return Response("late", **options)


def with_branches(request, plain):
    return Response("{}", headers=NO_STORE if plain else JSON_TYPE)


async def on_fetch(request, env):
    return with_named_init(request)
