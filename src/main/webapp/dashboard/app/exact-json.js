// People decide about the numbers that they see here: one that JavaScript would round or write otherwise keeps the
// text that it came in, where the browser tells it (the "source" of JSON.parse).

class ExactNumber {
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
    return JSON.rawJSON ? JSON.rawJSON(this.source) : Number(this.source);
  }
}

export function parseJson(text) {
  return JSON.parse(text, (name, value, details) =>
    typeof value === 'number' && details?.source !== undefined && String(value) !== details.source
      ? new ExactNumber(details.source)
      : value);
}

export const isNumber = (value) => typeof value === 'number' || value instanceof ExactNumber;

export const prettyJson = (value) => JSON.stringify(value, null, 2);
