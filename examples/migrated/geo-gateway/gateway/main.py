import json
import js
from workers import Response, WorkerEntrypoint


def answer(obj, status: int = 200):
    return Response(
        json.dumps(obj),
        status=status,
        headers={"content-type": "application/json"},
    )


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        url = js.URL.new(request.url)

        if url.pathname.startswith("/city/"):
            code = url.pathname.split("/")[2]
            upstream = await self.env.GEO.fetch(f"https://geo.internal/{code}")
            city = await upstream.json()
            if upstream.status != 200:
                return answer({"code": code, "error": city["error"]}, upstream.status)
            return answer({"code": code, "cache": upstream.headers.get("x-geo"), **city})

        if url.pathname == "/nearest" and request.method == "POST":
            point = await request.json()
            found = await self.env.GEO.nearest(
                {"lat": point["lat"], "lon": point["lon"]}
            )
            return answer({"nearest": found.code, "tags": found.tags})

        # everything else is answered by the other worker as it is
        return await self.env.GEO.fetch(request)
