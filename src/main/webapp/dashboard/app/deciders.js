// @ts-check
// Whether the person who is signed in may decide an approval, and why not.

import * as api from './api.js';
import {me, objection} from './session.js';
import {visible} from './visible.js';

/** @type {Map<string, string[]>} */
let members = new Map();

/**
 * Learns who belongs to the teams of these approvals.
 *
 * @param {(Pick<Api.Approval, 'approvers'> | null | undefined)[]} approvals
 */
export async function learn(approvals) {
  if (approvals.some((approval) => approval?.approvers.team)) {
    const teams = await api.get('/api/teams', {limit: 100});
    members = new Map(teams.map((team) => [team.id, team.members]));
  }
}

/**
 * Upper and lower case are the same.
 *
 * @param {string | null} name
 */
function isMe(name) {
  const given = name?.trim().toLowerCase();
  return given === me().id.toLowerCase() || given === me().email.trim().toLowerCase();
}

/**
 * Null when the person may decide.
 *
 * @param {Pick<Api.Approval, 'approvers' | 'on_behalf_of'>} approval
 */
export function refusal({approvers, on_behalf_of: onBehalfOf}) {
  const why = objection('approver');
  if (why) {
    return why;
  }
  if (approvers.team && !members.get(approvers.team)?.includes(me().id)) {
    return `Only people of the team ${visible(approvers.team_name)} decide this.`;
  }
  if (isMe(onBehalfOf)) {
    return 'The agent acts for you: somebody else must decide.';
  }
  return approvers.asked_by === me().id ? 'You made the API key that asked: somebody else must decide.' : null;
}

/** @param {Pick<Api.Approval, 'decisions'>} approval */
export const hasApproved = ({decisions}) =>
  decisions.some((given) => given.by === me().id && given.decision === 'approve');
