// Stands in for a Vectorize index: the same methods, real cosine similarity and metadata filters, in memory.
// Border: one index per worker; vectors can be found at once, where the real one takes seconds to index them.
import { WorkerEntrypoint } from "cloudflare:workers";

const vectors = new Map();
let mutations = 0;

function refuse(code, message) {
  throw new Error(`VECTOR_ERROR (code = ${code}): ${message}`);
}

function store(given, replace) {
  if (!Array.isArray(given) || given.length === 0) refuse(40023, "vectors must be an array with at least one vector");
  if (given.length > 1000) refuse(40021, `too many vectors in one call: ${given.length}`);
  const known = vectors.values().next().value?.values.length ?? given[0]?.values?.length;
  for (const vector of given) {
    if (vector === null || typeof vector !== "object" || vector instanceof Map) refuse(40024, "a vector must be an object");
    if (typeof vector.id !== "string" || vector.id === "") refuse(40010, "a vector's id must be a string");
    if (new TextEncoder().encode(vector.id).length > 64) refuse(40008, `id too long; max is 64 bytes: ${vector.id}`);
    const values = vector.values && Array.from(vector.values);
    if (!values || values.some((value) => typeof value !== "number")) refuse(40011, `vector ${vector.id} has no values`);
    if (values.length !== known) {
      refuse(40012, `invalid vector for id "${vector.id}", expected ${known} dimensions, and got ${values.length}`);
    }
    if (vector.metadata instanceof Map) refuse(40013, `metadata of ${vector.id} must be an object`);
    if (JSON.stringify(vector.metadata ?? {}).length > 10240) refuse(40013, `metadata of ${vector.id} is too large`);
  }
  for (const { id, values, metadata, namespace } of given) {
    if (replace || !vectors.has(id)) vectors.set(id, { id, values: Array.from(values), metadata, namespace });
  }
  return { mutationId: `stand-in-${++mutations}` };
}

function cosine(left, right) {
  let product = 0, leftSquare = 0, rightSquare = 0;
  for (let index = 0; index < left.length; index++) {
    product += left[index] * right[index];
    leftSquare += left[index] ** 2;
    rightSquare += right[index] ** 2;
  }
  return product / (Math.sqrt(leftSquare * rightSquare) || 1);
}

const OPERATORS = {
  $eq: (value, wanted) => value === wanted,
  $ne: (value, wanted) => value !== wanted,
  $in: (value, wanted) => wanted.includes(value),
  $nin: (value, wanted) => !wanted.includes(value),
  $lt: (value, wanted) => value < wanted,
  $lte: (value, wanted) => value <= wanted,
  $gt: (value, wanted) => value > wanted,
  $gte: (value, wanted) => value >= wanted,
};

function passes(metadata, filter) {
  return Object.entries(filter).every(([path, condition]) => {
    const value = path.split(".").reduce((part, key) => part?.[key], metadata);
    const conditions = condition !== null && typeof condition === "object" ? condition : { $eq: condition };
    return Object.entries(conditions).every(([operator, wanted]) => {
      if (!OPERATORS[operator]) refuse(40026, `invalid filter operator ${operator}`);
      return OPERATORS[operator](value, wanted);
    });
  });
}

function present({ id, values, metadata, namespace }, options) {
  const shown = { id };
  if (namespace !== undefined) shown.namespace = namespace;
  if (options.returnValues) shown.values = values;
  if (options.returnMetadata && options.returnMetadata !== "none") shown.metadata = metadata ?? {};
  return shown;
}

export default class extends WorkerEntrypoint {
  async insert(given) {
    return store(given, false);
  }

  async upsert(given) {
    return store(given, true);
  }

  async query(vector, options = {}) {
    if (options instanceof Map) refuse(40026, "query options must be an object");
    const topK = options.topK ?? 5;
    const limit = options.returnValues || options.returnMetadata === "all" || options.returnMetadata === true ? 50 : 100;
    if (!Number.isInteger(topK) || topK < 1 || topK > limit) refuse(40025, `topK must be between 1 and ${limit}`);
    const wanted = Array.from(vector ?? []);
    const stored = [...vectors.values()];
    if (stored.length > 0 && stored[0].values.length !== wanted.length) {
      refuse(40006, `invalid query vector, expected ${stored[0].values.length} dimensions, and got ${wanted.length}`);
    }
    const matches = stored
      .filter((each) => options.namespace === undefined || each.namespace === options.namespace)
      .filter((each) => passes(each.metadata ?? {}, options.filter ?? {}))
      .map((each) => ({ ...present(each, options), score: cosine(each.values, wanted) }))
      .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
      .slice(0, topK);
    return { matches, count: matches.length };
  }

  async queryById(id, options = {}) {
    if (!vectors.has(id)) refuse(40007, `vector ${id} not found`);
    return this.query(vectors.get(id).values, options);
  }

  async getByIds(ids) {
    if (!Array.isArray(ids) || ids.length > 20) refuse(40028, "ids must be an array of at most 20");
    return ids.filter((id) => vectors.has(id)).map((id) => ({ ...vectors.get(id) }));
  }

  async deleteByIds(ids) {
    if (!Array.isArray(ids)) refuse(40028, "ids must be an array");
    ids.forEach((id) => vectors.delete(id));
    return { mutationId: `stand-in-${++mutations}` };
  }

  async describe() {
    const dimensions = vectors.values().next().value?.values.length ?? 0;
    return { vectorCount: vectors.size, dimensions, processedUpToMutation: `stand-in-${mutations}` };
  }

  async fetch() {
    return new Response("This is the stand-in of Vectorize; it is called, not fetched.", { status: 404 });
  }
}
