import json
from urllib.parse import urlparse

from workers import Response, WorkerEntrypoint

STEPS = ["ordered", "packed", "sent", "delivered"]


def next_step(step):
    index = STEPS.index(step)
    return STEPS[min(index + 1, len(STEPS) - 1)]


async def on_fetch(request, env, ctx=None):
    """Where is my parcel?"""
    number = urlparse(request.url).path.strip("/")
    if not number.isdigit():
        return Response(json.dumps({"error": "a parcel has a number"}), status=400)

    stored = await env.PARCELS.get(number)
    parcel = json.loads(stored) if stored else None

    if request.method == "POST":
        step = next_step(parcel["step"]) if parcel else STEPS[0]
        parcel = {"number": int(number), "step": step}
        await env.PARCELS.put(number, json.dumps(parcel))

    if not parcel:
        return Response(json.dumps({"error": "unknown parcel"}), status=404)
    return Response(json.dumps(parcel), headers={"content-type": "application/json"})


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env, self.ctx)
