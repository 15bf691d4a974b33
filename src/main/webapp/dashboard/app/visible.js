// @ts-check
// Text that agents and receivers wrote, as people must see it before they decide: a character that is invisible, or
// that changes the order of the text around it, is shown by its code, such as \u202e.

import {isNumber} from './exact-json.js';

const INVISIBLE = new RegExp(
  '[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164'
  + '\\ufe00-\\ufe0f\\uffa0\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}\\u{e0100}-\\u{e01ef}]', 'gu');

/** @param {string} character */
function code(character) {
  const hex = Number(character.codePointAt(0)).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** @param {unknown} text */
export const visible = (text) => String(text).replace(INVISIBLE, code);

/**
 * Keeps line breaks.
 *
 * @param {unknown} text
 */
export const visibleLines = (text) => String(text).split('\n').map(visible).join('\n');

/**
 * A JSON value in one line: "500" is a string, 500 is a number.
 *
 * @param {unknown} value
 */
export const literal = (value) => visible(isNumber(value) ? value : JSON.stringify(value));
