// @ts-check
// The limits of a permission: in words, and in its form. Functions of what they show; they keep nothing.

import {html, liveValue, nothing} from './view.js';
import {amount, field, isolated} from './widgets.js';

const MOST = 5;

/**
 * What a limit is when somebody adds it.
 *
 * @type {Api.NewLimit}
 */
export const USUAL = {count: 10, sum: null, at_most: null, per: '24h', by: 'agent', then: 'block'};

/** @param {Api.NewLimit} limit */
const mostOf = (limit) => (limit.sum ? amount(limit.at_most ?? 0) : String(limit.count ?? ''));

/** @param {Api.NewLimit} limit */
const membersOf = (limit) => limit.by && limit.by !== 'agent' ? html` for each ${isolated(limit.by)}` : nothing;

/** @param {Api.NewLimit} limit */
export const inWords = (limit) => html`<br><span class="quiet">${mostOf(limit)}${limit.sum
  ? html` of ${isolated(limit.sum)}`
  : ' times'} in ${limit.per}${membersOf(limit)}${limit.then === 'ask' ? ', then a human is asked' : ''}</span>`;

/**
 * What the controls of a form say.
 *
 * @param {Record<string, any>} values of the form
 * @returns {Api.NewLimit[]}
 */
export function limitsOf(values) {
  /** @type {Api.NewLimit[]} */
  const limits = [];
  while (`limit_${limits.length}_most` in values) {
    const value = (/** @type {string} */ name) => values[`limit_${limits.length}_${name}`].trim();
    const sum = value('of') || null;
    const most = Number(value('most'));
    limits.push({
      count: sum ? null : most,
      sum,
      at_most: sum ? most : null,
      per: value('per'),
      by: value('by') || 'agent',
      then: value('then')
    });
  }
  return limits;
}

/**
 * @param {Api.NewLimit[]} limits
 * @param {boolean} approvals whether the plan includes them
 * @param {(event: import('./view.js').ElementEvent) => void} add
 * @param {(event: import('./view.js').ElementEvent, index: number) => void} remove
 */
export const limitFields = (limits, approvals, add, remove) => html`
  ${limits.map((limit, index) => html`<div class="limit" role="group" aria-label="Limit ${index + 1}">
    ${field('At most', html`<input name="limit_${index}_most" type="number" required min="0" step="any"
        .value=${liveValue(mostOf(limit))}>`)}
    ${field('Counting', html`<input name="limit_${index}_of" maxlength="200" spellcheck="false"
        placeholder="actions, or context.amount" .value=${liveValue(limit.sum ?? '')}>`)}
    ${field('Time', html`<select name="limit_${index}_per" .value=${liveValue(limit.per)}>
        <option value="1h">one hour</option>
        <option value="24h">24 hours</option>
        <option value="30d">30 days</option></select>`)}
    ${field('For each', html`<input name="limit_${index}_by" maxlength="200" spellcheck="false"
        placeholder="agent, or context.customer_id"
        .value=${liveValue(limit.by && limit.by !== 'agent' ? limit.by : '')}>`)}
    ${field('Above that', html`<select name="limit_${index}_then" .value=${liveValue(limit.then ?? 'block')}>
        <option value="block">it is blocked</option>
        <option value="ask" ?disabled=${!approvals}>a human must agree</option></select>`)}
    <button type="button" class="small" aria-label="Remove limit ${index + 1}"
      @click=${(event) => remove(event, index)}>Remove limit</button></div>`)}
  ${limits.length < MOST
    ? html`<div class="actions"><button type="button" class="small" @click=${add}>Add a limit</button></div>`
    : nothing}`;
