// @ts-check
// Whether the person who is signed in may decide an approval, and why not.

import * as api from './api.js';
import {me, objection} from './session.js';
import {visible} from './visible.js';

/** @type {Map<string, string[]>} */
let members = new Map();

/**
 * Who have delegated to this person.
 *
 * @type {string[]}
 */
let delegators = [];

/**
 * Learns who belongs to the teams of these approvals.
 *
 * @param {(Pick<Api.Approval, 'approvers'> | null | undefined)[]} approvals
 */
export async function learn(approvals) {
  if (approvals.some((approval) => approval?.approvers.team)) {
    const [teams, delegation] = await Promise.all([
      api.get('/api/teams', {limit: 100}),
      objection('approver') ? null : api.get('/api/users/me/delegation')
    ]);
    delegators = delegation?.decides_for ?? [];
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
 * The teams that decide now: their ids and names.
 *
 * @param {Pick<Api.Approval, 'approvers' | 'escalated'>} approval
 */
const teamsOf = ({approvers, escalated}) => [
  {id: approvers.team, name: approvers.team_name},
  ...escalated ? [{id: approvers.escalate_to, name: approvers.escalate_to_name}] : []
];

/**
 * Null when the person may decide.
 *
 * @param {Pick<Api.Approval, 'approvers' | 'escalated' | 'on_behalf_of'>} approval
 */
export function refusal(approval) {
  const {approvers, on_behalf_of: onBehalfOf} = approval;
  const why = objection('approver');
  if (why) {
    return why;
  }
  const teams = teamsOf(approval);
  const voters = [me().id, ...delegators];
  if (approvers.team && !teams.some(({id}) => members.get(id ?? '')?.some((user) => voters.includes(user)))) {
    return `Only people of the team ${teams.map(({name}) => visible(name ?? null)).join(' or ')} decide this.`;
  }
  if (isMe(onBehalfOf)) {
    return 'The agent acts for you: somebody else must decide.';
  }
  return approvers.asked_by === me().id ? 'You made the API key that asked: somebody else must decide.' : null;
}

/** @param {Pick<Api.Approval, 'decisions'>} approval */
export const hasApproved = ({decisions}) =>
  decisions.some((given) => given.by === me().id && given.decision === 'approve');
