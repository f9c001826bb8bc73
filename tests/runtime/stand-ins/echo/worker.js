// A JavaScript worker for tests of service bindings: it says what it was asked, over fetch and over RPC.
import { WorkerEntrypoint } from "cloudflare:workers";

export default class extends WorkerEntrypoint {
  async fetch(request) {
    const url = new URL(request.url);
    return Response.json({
      method: request.method,
      path: url.pathname + url.search,
      greeting: request.headers.get("x-greeting"),
      body: await request.text(),
    });
  }
}

export class Calculator extends WorkerEntrypoint {
  add(left, right) {
    return left + right;
  }

  describe(value) {
    return { kind: Array.isArray(value) ? "array" : value instanceof Map ? "map" : typeof value, json: JSON.stringify(value) };
  }
}
