// @ts-check
// What whoever approves may change about an action: lower numbers, a shorter time, and the next actions of the same
// kind. Functions of what they show; they keep nothing.

import {ExactNumber, isNumber} from './exact-json.js';
import {may} from './session.js';
import {html, nothing} from './view.js';
import {literal, visible} from './visible.js';
import {field} from './widgets.js';

const MINUTE = 60;
const NUMBER = '[0-9]+([.][0-9]+)?';

/**
 * The numbers of the context that may be lowered.
 *
 * @param {Pick<Api.Approval, 'context' | 'editable'>} approval
 */
export const lowerable = ({context, editable}) => editable.filter((name) => isNumber(context?.[name]));

/**
 * Whether the next actions may be granted as well.
 *
 * @param {Pick<Api.Approval, 'approvers' | 'permission_id'>} approval
 */
const grantable = ({approvers, permission_id: permission}) =>
  may('admin') && approvers.quorum === 1 && permission !== null;

/** @param {Api.Approval} approval */
export const narrowingFields = (approval) => html`
  ${lowerable(approval).map((name) => field(`Lower ${visible(name)} to`,
    html`<input name="edit_${name}" inputmode="decimal" pattern=${NUMBER} autocomplete="off"
      placeholder=${literal(approval.context[name])}>`))}
  ${field('Minutes valid', html`<input name="valid_minutes" type="number" step="1" min="1"
    max=${String(Math.floor((approval.valid_for ?? 31536000) / MINUTE))} placeholder="as asked">`)}
  ${grantable(approval)
    ? html`<details class="more"><summary>Allow the next ones, too</summary>
        ${field('For the next', html`<select name="grant_for">
          <option value="">only this one</option>
          <option value="15m">15 minutes</option>
          <option value="1h">hour</option>
          <option value="4h">4 hours</option>
          <option value="24h">24 hours</option></select>`)}
        ${field('At most so many', html`<input name="grant_count" type="number" min="1" max="1000000000" step="1">`)}
        ${field('At most this sum of amounts',
          html`<input name="grant_sum" inputmode="decimal" pattern=${NUMBER} autocomplete="off">`)}
      </details>`
    : nothing}`;

/**
 * What the controls say; without the members that say nothing.
 *
 * @param {Record<string, any>} values
 */
export function narrowingOf(values) {
  const given = Object.entries(values)
    .map(([name, value]) => [name, String(value).trim()])
    .filter(([, value]) => value);
  const texts = Object.fromEntries(given);
  const edits = given.filter(([name]) => name.startsWith('edit_'))
    .map(([name, value]) => [name.slice('edit_'.length), new ExactNumber(value)]);
  return {
    ...(texts.input ? {comment: texts.input} : {}),
    ...(edits.length ? {edits: Object.fromEntries(edits)} : {}),
    ...(texts.valid_minutes ? {valid_for: Number(texts.valid_minutes) * MINUTE} : {}),
    ...(texts.grant_for
      ? {grant: {
        for: texts.grant_for,
        ...(texts.grant_count ? {max_count: Number(texts.grant_count)} : {}),
        ...(texts.grant_sum ? {max_sum: new ExactNumber(texts.grant_sum)} : {})
      }}
      : {})
  };
}
