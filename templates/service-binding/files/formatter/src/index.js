// Writes numbers as a language does. Its methods are called by other Workers, through a service binding.

import { WorkerEntrypoint } from "cloudflare:workers";

export class Formatter extends WorkerEntrypoint {
  /** An amount of money as text, or null for a currency or a language that does not exist. */
  price(amount, currency, locale) {
    return format(amount, locale, { style: "currency", currency });
  }

  /** Lets the Python Worker sum up numbers, and writes what it says; null for a language that does not exist. */
  async summary(numbers, locale) {
    const summary = await this.env.STATISTICS.summarize(numbers);
    const written = Object.entries(summary).map(([name, value]) => [name, format(value, locale, {})]);
    return written.some(([, text]) => text === null) ? null : Object.fromEntries(written);
  }
}

function format(number, locale, options) {
  try {
    return new Intl.NumberFormat(locale, options).format(number);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export default {
  async fetch() {
    return new Response("Not found", { status: 404 });
  },
};
