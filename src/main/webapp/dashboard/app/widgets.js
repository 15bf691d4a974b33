// @ts-check
// Small pieces that all pages share. Functions of what they show; they keep nothing.

import {html, liveValue, nothing} from './view.js';
import {refine} from './router.js';
import {visible} from './visible.js';

const DATE = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
const RELATIVE = new Intl.RelativeTimeFormat(undefined, {numeric: 'auto'});
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** @typedef {import('./view.js').Shown} Shown */

/** @param {string} iso */
const inUtc = (iso) => iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
/**
 * @param {string} iso
 * @param {string} text
 */
const moment = (iso, text) => html`<time datetime=${iso} title=${inUtc(iso)}>${text}</time>`;

/**
 * In the reader's zone; UTC on hover.
 *
 * @param {string | null | undefined} iso
 */
export const time = (iso) => (iso ? moment(iso, DATE.format(new Date(iso))) : '–');

/** @param {string | null | undefined} iso */
export function relative(iso) {
  if (!iso) {
    return '–';
  }
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[UNITS.length - 1];
  return moment(iso, RELATIVE.format(Math.round(seconds / size), unit));
}

/** @type {Record<string, string[]>} */
const TONES = {
  good: ['approved', 'delivered', 'healthy', 'active', 'success', 'allowed', 'done'],
  bad: ['rejected', 'exhausted', 'disabled', 'failed', 'blocked', 'denied'],
  warn: ['pending', 'failing', 'pending_approval', 'running', 'none'],
};

/** @param {string} status */
export function badge(status) {
  const tone = Object.keys(TONES).find((name) => TONES[name].includes(status)) ?? 'plain';
  return html`<span class="badge ${tone}">${status.replaceAll('_', ' ')}</span>`;
}

/**
 * Text that others wrote: it shows all its characters, and leaves the order of the text around it as it is.
 *
 * @param {string | null | undefined} text
 */
export const isolated = (text) => html`<bdi>${visible(text)}</bdi>`;

/**
 * @param {Pick<import('./api.js').ApiError, 'message' | 'fields' | 'upgradeUrl'> | null} error
 * @param {() => void} [retry]
 */
export const problem = (error, retry) =>
  error
    ? html`<div class="problem" role="alert">
        <p>${isolated(error.message)}${error.upgradeUrl
          ? html` <a href=${error.upgradeUrl}>See plans</a>`
          : nothing}</p>
        ${Object.entries(error.fields ?? {}).map(([field, message]) => html`
          <p><code>${field}</code> ${isolated(message)}</p>`)}
        ${retry ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}
      </div>`
    : nothing;

/**
 * @param {string} title
 * @param {string} text
 */
export const empty = (title, text) => html`<div class="empty"><p class="title">${title}</p><p>${text}</p></div>`;

/** @param {string} what */
export const loading = (what) => html`<div class="loading" role="status">Loading ${what}…</div>`;

/** @param {string | null} text */
export const reason = (text) => (text ? html`<p class="reason">${text}</p>` : nothing);

/**
 * A labelled control with the server's objection to it.
 *
 * @param {string} label
 * @param {Shown} control
 * @param {{hint?: Shown, error?: string}} [more]
 */
export const field = (label, control, {hint, error} = {}) => html`
  <label class="field ${error ? 'wrong' : ''}">
    <span class="label">${label}</span>
    ${control}
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
    ${error ? html`<span class="error">${isolated(error)}</span>` : nothing}
  </label>`;

/**
 * @param {string[]} values
 * @param {string} selected
 * @param {Record<string, string>} labels
 */
export const choices = (values, selected, labels = {}) =>
  values.map((value) => html`
    <option value=${value} ?selected=${value === selected}>${
      visible(labels[value] ?? value.replaceAll('_', ' '))}</option>`);

/**
 * @param {string} label
 * @param {string} name
 * @param {string[]} values
 * @param {string} selected
 * @param {(value: string) => void} change
 * @param {Record<string, string>} [labels]
 */
export const select = (label, name, values, selected, change, labels) => html`
  <label class="filter"><span class="label">${label}</span>
    <select name=${name} .value=${liveValue(selected)} @change=${(event) => change(event.target.value)}>
      ${choices(values, selected, labels)}
    </select>
  </label>`;

/**
 * Amounts are kept with four decimals; people write those that count.
 *
 * @param {Api.Exact} value
 */
export const amount = (value) => String(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

export const PAGE = 25;

// The largest offset that the API accepts.
const DEEPEST = 10_000;

/**
 * Which rows of a list are shown, by the address's offset.
 *
 * @param {Api.Page<unknown>} page
 * @param {number} offset
 */
export function pager({rows, total, isLeast}, offset) {
  const hasMore = total === null || isLeast ? rows.length === PAGE : offset + rows.length < total;
  const more = hasMore && offset + PAGE <= DEEPEST;
  if (offset === 0 && !more) {
    return nothing;
  }
  const go = (/** @type {number} */ to) => refine({offset: to || ''});
  return html`<nav class="pager" aria-label="Pages of the list">
    <button type="button" ?disabled=${offset === 0} @click=${() => go(Math.max(0, offset - PAGE))}>Newer</button>
    <span>${rows.length ? `${offset + 1}–${offset + rows.length}` : 'No more'}${total === null
      ? ''
      : ` of ${total.toLocaleString()}${isLeast ? '+' : ''}`}</span>
    <button type="button" ?disabled=${!more} @click=${() => go(offset + PAGE)}>Older</button>
  </nav>`;
}

/**
 * @param {import('./view.js').ElementEvent} event
 * @param {string} text
 */
export async function copy(event, text) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
}

/**
 * What is shown once and never again.
 *
 * @param {string} title
 * @param {string} text
 * @param {() => void} done
 */
export const secret = (title, text, done) => html`
  <div class="secret" role="status">
    <p class="title">${title}</p>
    <p>It is shown this once. Keep it where your secrets are.</p>
    <code>${text}</code>
    <div class="actions">
      <button type="button" @click=${(event) => copy(event, text)}>Copy</button>
      <button type="button" @click=${done}>I have stored it</button>
    </div>
  </div>`;

// An <input type="datetime-local"> speaks of the reader's zone, the API of UTC.

/** @param {Date} date */
export const toLocalInput = (date) =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);

/** @param {string} text */
export const fromLocalInput = (text) => (text ? new Date(text).toISOString() : '');
