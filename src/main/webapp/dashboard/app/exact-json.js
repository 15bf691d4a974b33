// @ts-check
// People decide about the numbers that they see here: one that JavaScript would round or write otherwise keeps the
// text that it came in, where the browser tells it (the "source" of JSON.parse).

/** @typedef {(name: string, value: unknown, details?: {source?: string}) => unknown} Reviver */

export class ExactNumber {
  /** @param {string} source */
  constructor(source) {
    this.source = source;
  }

  toString() {
    return this.source;
  }

  valueOf() {
    return Number(this.source);
  }

  toJSON() {
    const {rawJSON} = /** @type {{rawJSON?: (text: string) => unknown}} */ (JSON);
    return rawJSON ? rawJSON(this.source) : Number(this.source);
  }
}

/**
 * @param {string} text
 * @returns {any}
 */
export function parseJson(text) {
  const parse = /** @type {(text: string, reviver: Reviver) => unknown} */ (JSON.parse);
  return parse(text, (name, value, details) =>
    typeof value === 'number' && details?.source !== undefined && String(value) !== details.source
      ? new ExactNumber(details.source)
      : value);
}

/**
 * @param {unknown} value
 * @returns {value is Api.Exact}
 */
export const isNumber = (value) => typeof value === 'number' || value instanceof ExactNumber;

/** @param {unknown} value */
export const prettyJson = (value) => JSON.stringify(value, null, 2);
