// Stands in for an Analytics Engine dataset: writes each data point to the log, and throws at what the real one would
// throw away without a word. Border: no queries, no sampling. Nobody waits for these calls, so one is lost now and then
// when its request ends at once, without a body.
import { WorkerEntrypoint } from "cloudflare:workers";

const bytes = (text) => new TextEncoder().encode(text).length;

export default class extends WorkerEntrypoint {
  writeDataPoint(point) {
    const { indexes = [], blobs = [], doubles = [] } = point ?? {};
    if (point instanceof Map || ![indexes, blobs, doubles].every(Array.isArray)) throw new Error("no data point");
    if (indexes.length > 1 || indexes.some((index) => typeof index !== "string" || bytes(index) > 96)) {
      throw new Error("there may be one index of at most 96 bytes");
    }
    if (blobs.length > 20 || doubles.length > 20) throw new Error("there may be 20 blobs and 20 doubles");
    if (blobs.some((blob) => typeof blob !== "string") || blobs.reduce((sum, blob) => sum + bytes(blob), 0) > 16384) {
      throw new Error("blobs are texts of at most 16 KB together");
    }
    if (doubles.some((double) => typeof double !== "number")) throw new Error("doubles are numbers");
    console.log(`data point ${JSON.stringify({ indexes, blobs, doubles })}`);
  }

  async fetch() {
    return new Response("This is the stand-in of Analytics Engine; it is called, not fetched.", { status: 404 });
  }
}
