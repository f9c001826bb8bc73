from js import Object
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint


class Rates(WorkerEntrypoint):
    """For the admin worker."""

    async def countries(self):
        result = await self.env.DB.prepare("SELECT country FROM rates ORDER BY country").all()
        return [row["country"] for row in result.results]


class Default(WorkerEntrypoint):
    async def fetch(self, request, env, ctx):
        return Response("this worker is called over RPC", status=404)

    async def rate(self, country):
        row = await self.env.DB.prepare("SELECT percent FROM rates WHERE country = ?").bind(country).first()
        return row.percent if row else None

    async def total(self, cart, country):
        percent = await self.rate(country)
        if percent is None:
            raise ValueError(f"no rate for {country}")
        net = sum(item["price"] * item["count"] for item in cart["items"])
        result = {"net": net, "tax": round(net * percent / 100, 2), "country": country}
        # a dict would reach the shop as a Map
        return to_js(result, dict_converter=Object.fromEntries)
