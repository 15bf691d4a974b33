// Small pieces that all pages share. Functions of what they show; they keep nothing.

import {html, liveValue, nothing} from './view.js';
import {refine} from './router.js';
import {visible} from './visible.js';

const DATE = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
const RELATIVE = new Intl.RelativeTimeFormat(undefined, {numeric: 'auto'});
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

// In the reader's zone; UTC on hover.
export const time = (iso) =>
  iso ? html`<time datetime=${iso} title=${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}>${DATE.format(new Date(iso))}</time>` : '–';

export function relative(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return html`<time datetime=${iso} title=${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}>${RELATIVE.format(Math.round(seconds / size), unit)}</time>`;
}

const TONES = {
  good: ['approved', 'delivered', 'healthy', 'active', 'success', 'allowed', 'done'],
  bad: ['rejected', 'exhausted', 'disabled', 'failed', 'blocked', 'denied'],
  warn: ['pending', 'failing', 'pending_approval', 'running'],
};

export function badge(status) {
  const tone = Object.keys(TONES).find((name) => TONES[name].includes(status)) ?? 'plain';
  return html`<span class="badge ${tone}">${status.replaceAll('_', ' ')}</span>`;
}

// Text that others wrote: it shows all its characters, and leaves the order of the text around it as it is.
export const isolated = (text) => html`<bdi>${visible(text)}</bdi>`;

export const problem = (error, retry) =>
  error
    ? html`<div class="problem" role="alert">
        <p>${isolated(error.message)}${error.upgradeUrl ? html` <a href=${error.upgradeUrl}>See plans</a>` : nothing}</p>
        ${Object.entries(error.fields ?? {}).map(([field, message]) => html`<p><code>${field}</code> ${isolated(message)}</p>`)}
        ${retry ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}
      </div>`
    : nothing;

export const empty = (title, text) => html`<div class="empty"><p class="title">${title}</p><p>${text}</p></div>`;

export const loading = (what) => html`<div class="loading" role="status">Loading ${what}…</div>`;

export const reason = (text) => (text ? html`<p class="reason">${text}</p>` : nothing);

// A labelled control with the server's objection to it.
export const field = (label, control, {hint, error} = {}) => html`
  <label class="field ${error ? 'wrong' : ''}">
    <span class="label">${label}</span>
    ${control}
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
    ${error ? html`<span class="error">${isolated(error)}</span>` : nothing}
  </label>`;

export const choices = (values, selected, labels = {}) =>
  values.map((value) => html`<option value=${value} ?selected=${value === selected}>${visible(labels[value] ?? value.replaceAll('_', ' '))}</option>`);

export const select = (label, name, values, selected, change, labels) => html`
  <label class="filter"><span class="label">${label}</span>
    <select name=${name} .value=${liveValue(selected ?? '')} @change=${(event) => change(event.target.value)}>
      ${choices(values, selected ?? '', labels)}
    </select>
  </label>`;

// Amounts are kept with four decimals; people write those that count.
export const amount = (value) => String(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

export const PAGE = 25;

// The largest offset that the API accepts.
const DEEPEST = 10_000;

// Which rows of a list are shown, by the address's offset.
export function pager({rows, total, isLeast}, offset) {
  const hasMore = total === null || isLeast ? rows.length === PAGE : offset + rows.length < total;
  const more = hasMore && offset + PAGE <= DEEPEST;
  if (offset === 0 && !more) {
    return nothing;
  }
  const go = (to) => refine({offset: to || ''});
  return html`<nav class="pager" aria-label="Pages of the list">
    <button type="button" ?disabled=${offset === 0} @click=${() => go(Math.max(0, offset - PAGE))}>Newer</button>
    <span>${rows.length ? `${offset + 1}–${offset + rows.length}` : 'No more'}${total === null ? '' : ` of ${total.toLocaleString()}${isLeast ? '+' : ''}`}</span>
    <button type="button" ?disabled=${!more} @click=${() => go(offset + PAGE)}>Older</button>
  </nav>`;
}

export async function copy(event, text) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
}

// What is shown once and never again.
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
export const toLocalInput = (date) => new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
export const fromLocalInput = (text) => (text ? new Date(text).toISOString() : '');
