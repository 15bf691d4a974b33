// @ts-check
// The headers of a webhook as they are typed: one a line, Name: value. The value may contain colons.

/** @param {string} text */
export function parseHeaders(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.map((line) => {
    const colon = line.includes(':') ? line.indexOf(':') : line.length;
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}
