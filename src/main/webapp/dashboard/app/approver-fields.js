// @ts-check
// Who decides the approvals of a permission: in words, and in its form. Functions of what they show; they keep nothing.

import * as directory from './directory.js';
import {html, liveValue} from './view.js';
import {field} from './widgets.js';
import {visible} from './visible.js';

/**
 * @param {{team?: string | null, quorum?: number, four_eyes?: boolean}} approvers
 * @param {string} [teamName]
 */
export function inWords({team, quorum = 1, four_eyes: fourEyes}, teamName) {
  const who = team ? visible(teamName ?? directory.name('teams', team)) : 'approvers and admins';
  const number = quorum === 1 ? 'one' : `${quorum} people`;
  return `${number} of ${who} must approve${fourEyes ? ', not who made the API key' : ''}`;
}

/** @param {{team?: string | null, quorum?: number, four_eyes?: boolean}} approvers */
export const isUsual = ({team, quorum = 1, four_eyes: fourEyes}) => !team && quorum === 1 && !fourEyes;

/**
 * What the controls of a form say.
 *
 * @param {Record<string, any>} values of the form
 */
export const approversOf = (values) => ({
  team: values.approver_team || null,
  quorum: Number(values.quorum),
  four_eyes: values.four_eyes === 'on'
});

/** @param {{team?: string | null, quorum?: number, four_eyes?: boolean} | null | undefined} approvers */
export const approverFields = (approvers) => html`
  ${field('Decided by', html`<select name="approver_team" .value=${liveValue(approvers?.team ?? '')}>
      <option value="">any approver or admin</option>
      ${directory.all('teams').map((team) => html`
        <option value=${team.id} ?selected=${team.id === approvers?.team}>${visible(team.name)}</option>`)}</select>`)}
  ${field('People who must approve', html`<input name="quorum" type="number" required min="1" max="10"
      .value=${liveValue(approvers?.quorum ?? 1)}>`)}
  <label class="check"><input type="checkbox" name="four_eyes"
    .checked=${liveValue(approvers?.four_eyes ?? false)}> Not by who made the API key</label>`;
