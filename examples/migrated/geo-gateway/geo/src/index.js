import { WorkerEntrypoint } from "cloudflare:workers";

const CITIES = {
  ams: { name: "Amsterdam", lat: 52.37, lon: 4.9 },
  lis: { name: "Lisbon", lat: 38.72, lon: -9.14 },
};

export default class extends WorkerEntrypoint {
  async fetch(request) {
    const code = new URL(request.url).pathname.slice(1);
    const city = CITIES[code];
    if (!city) {
      return Response.json({ error: "unknown city" }, { status: 404, headers: { "x-geo": "miss" } });
    }
    return Response.json(city, { headers: { "x-geo": "hit" } });
  }

  async nearest(point) {
    let best = null;
    for (const [code, city] of Object.entries(CITIES)) {
      const distance = Math.hypot(city.lat - point.lat, city.lon - point.lon);
      if (!best || distance < best.distance) best = { code, distance, tags: ["city"] };
    }
    return { code: best.code, tags: best.tags };
  }
}
