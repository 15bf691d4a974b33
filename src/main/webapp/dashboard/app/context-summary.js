// @ts-check
// The context of a log row in a few words, for a column of a table: the amount first, then what fits.

import {isNumber} from './exact-json.js';
import {literal, visible} from './visible.js';

const MOST = 3;
const FIRST = 'amount';

/** @param {unknown} value */
const isScalar = (value) =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
/** @param {unknown} value */
const shown = (value) => (typeof value === 'string' ? visible(value) : literal(value));

/**
 * Of a change of management: the old and the new value, or only that there is a new one.
 *
 * @param {string} name
 * @param {any} value
 */
function member(name, value) {
  if (isScalar(value)) {
    return `${visible(name)} ${shown(value)}`;
  }
  if ('old' in value && 'new' in value && isScalar(value.old) && isScalar(value.new)) {
    return `${visible(name)} ${shown(value.old)} → ${shown(value.new)}`;
  }
  return value.changed === true ? `${visible(name)} changed` : null;
}

/** @param {Api.Context | null | undefined} context */
export function summarize(context) {
  const members = Object.entries(context ?? {});
  members.sort(([one], [other]) => Number(other === FIRST) - Number(one === FIRST));
  return members.map(([name, value]) => member(name, value)).filter(Boolean).slice(0, MOST).join(' · ');
}
