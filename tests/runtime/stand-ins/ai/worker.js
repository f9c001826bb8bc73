// Stands in for the Workers AI binding: the same call, `run(model, inputs, options)`, with answers that are computed
// from the inputs and always the same. Border: no network, no state; it knows kinds of models, not models.
import { WorkerEntrypoint } from "cloudflare:workers";

const DIMENSIONS = { "bge-small-en-v1.5": 384, "bge-large-en-v1.5": 1024, "bge-m3": 1024 };

// FNV-1a, spread once more so that neighbouring dimensions of one word have nothing to do with each other.
function hash(text, seed) {
  let value = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
}

// The sum of a pseudo-random direction per word (and per beginning of a word, so that forms of one word are near each
// other), at length one: texts that share words are similar, others are close to orthogonal.
function embed(text, dimensions) {
  const vector = new Array(dimensions).fill(0);
  const words = String(text).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) {
    for (const form of new Set([word, word.slice(0, 5)])) {
      for (let index = 0; index < dimensions; index++) {
        vector[index] += hash(form, index + 1) / 0xffffffff - 0.5;
      }
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

// Names the model and says back all it was told, so that a test sees what reached the model.
function sayBack(model, inputs) {
  const told = inputs.messages ? Array.from(inputs.messages, (message) => message.content) : [inputs.prompt];
  return `${model}: ${told.join(" / ")}`;
}

// Newer models answer as chat completions, older ones with a `response`.
const COMPLETES_CHATS = /gemma-4|gpt-oss|glm-|kimi-/;

function whole(name, text) {
  if (!COMPLETES_CHATS.test(name)) return { response: text };
  return { object: "chat.completion", choices: [{ index: 0, message: { role: "assistant", content: text } }] };
}

function stream(name, text) {
  const event = COMPLETES_CHATS.test(name)
    ? (part) => ({ object: "chat.completion.chunk", choices: [{ index: 0, delta: { content: part } }] })
    : (part) => ({ response: part });
  const parts = text.split(/(?<= )/).map((part) => `data: ${JSON.stringify(event(part))}\n\n`);
  return new Response([...parts, "data: [DONE]\n\n"].join("")).body;
}

export default class extends WorkerEntrypoint {
  async run(model, inputs, options) {
    if (typeof model !== "string" || !model.startsWith("@")) {
      throw new Error(`5007: No such model ${model} or task`);
    }
    if (inputs === null || typeof inputs !== "object" || inputs instanceof Map) {
      throw new Error("5006: Error: required properties at '/' are missing");
    }
    const name = model.split("/").at(-1);
    if (/bge|embed/.test(name)) {
      if (inputs.text === undefined || inputs.text.length === 0) {
        throw new Error("5006: Error: required properties at '/' are 'text'");
      }
      const texts = Array.isArray(inputs.text) ? inputs.text : [inputs.text];
      if (texts.length > 100) throw new Error("3030: too many texts in one call");
      const dimensions = DIMENSIONS[name] ?? 768;
      return { shape: [texts.length, dimensions], data: texts.map((text) => embed(text, dimensions)), pooling: "mean" };
    }
    if (inputs.prompt === undefined && inputs.messages === undefined) {
      throw new Error("5006: Error: oneOf at '/' not met: required properties are 'prompt' or 'messages'");
    }
    return (inputs.stream ? stream : whole)(name, sayBack(model, inputs));
  }

  async fetch() {
    return new Response("This is the stand-in of Workers AI; it is called, not fetched.", { status: 404 });
  }
}
