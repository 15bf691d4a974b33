// @ts-check
// Who decides the approvals of a permission: in words, and in its form. Functions of what they show; they keep nothing.

import * as directory from './directory.js';
import {html, liveValue} from './view.js';
import {field} from './widgets.js';
import {visible} from './visible.js';

/** @typedef {Partial<Api.Approvers>} Approvers */

/**
 * @param {Approvers} approvers
 * @param {string} [teamName]
 */
export function inWords({team, quorum = 1, four_eyes: fourEyes, ...unanswered}, teamName) {
  const who = team ? visible(teamName ?? directory.name('teams', team)) : 'approvers and admins';
  const number = quorum === 1 ? 'one' : `${quorum} people`;
  const {escalate_to: to, escalate_after: after, remind_after: reminder} = unanswered;
  return [
    `${number} of ${who} must approve`,
    fourEyes ? 'not who made the API key' : null,
    to && after ? `${visible(directory.name('teams', to))} may as well after ${after}` : null,
    reminder ? `reminder after ${reminder}` : null
  ].filter((part) => part !== null).join(', ');
}

/** @param {Approvers} approvers */
export const isUsual = ({team, quorum = 1, four_eyes: fourEyes, remind_after: reminder}) =>
  !team && quorum === 1 && !fourEyes && !reminder;

/**
 * What the controls of a form say.
 *
 * @param {Record<string, any>} values of the form
 */
export const approversOf = (values) => ({
  team: values.approver_team || null,
  quorum: Number(values.quorum),
  four_eyes: values.four_eyes === 'on',
  escalate_to: values.escalate_to || null,
  escalate_after: values.escalate_after.trim() || null,
  remind_after: values.remind_after.trim() || null
});

/** @param {string | null | undefined} chosen */
const teamOptions = (chosen) => directory.all('teams').map((team) => html`
  <option value=${team.id} ?selected=${team.id === chosen}>${visible(team.name)}</option>`);

/** How a time is written. */
const TIME = '[0-9]{1,9}[smhd]';

/**
 * @param {string} name
 * @param {string | null | undefined} value
 */
const timeInput = (name, value) => html`<input name=${name} maxlength="10" pattern=${TIME} placeholder="15m, 4h or 2d"
  .value=${liveValue(value ?? '')}>`;

/** @param {Partial<Api.NewApprovers> | null | undefined} approvers */
export const approverFields = (approvers) => html`
  ${field('Decided by', html`<select name="approver_team" .value=${liveValue(approvers?.team ?? '')}>
      <option value="">any approver or admin</option>${teamOptions(approvers?.team)}</select>`)}
  ${field('People who must approve', html`<input name="quorum" type="number" required min="1" max="10"
      .value=${liveValue(approvers?.quorum ?? 1)}>`)}
  <label class="check"><input type="checkbox" name="four_eyes"
    .checked=${liveValue(approvers?.four_eyes ?? false)}> Not by who made the API key</label>
  ${field('If nobody answers, also by', html`<select name="escalate_to"
        .value=${liveValue(approvers?.escalate_to ?? '')}>
      <option value="">nobody else</option>${teamOptions(approvers?.escalate_to)}</select>`)}
  ${field('After', timeInput('escalate_after', approvers?.escalate_after))}
  ${field('Remind webhooks after', timeInput('remind_after', approvers?.remind_after))}`;
