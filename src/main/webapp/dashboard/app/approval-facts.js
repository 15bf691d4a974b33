// @ts-check
// What has become of an approval: the decision, and what it still permits.

import {inWords, isUsual} from './approver-fields.js';
import * as directory from './directory.js';
import {html, nothing} from './view.js';
import {visible} from './visible.js';
import {badge, isolated, time} from './widgets.js';

/**
 * Whether somebody may still claim it, so that revoking it has an effect.
 *
 * @param {Api.Approval} approval
 */
export const revocable = (approval) => approval.status === 'approved' && !approval.revoked_at && approval.uses_left > 0
  && (!approval.valid_until || new Date(approval.valid_until) > new Date());

/** @param {Api.Approval} approval */
function outcome({outcome: word, outcome_at: at}) {
  if (word === 'none') {
    return html`${badge(word)} claimed, and nobody has reported an outcome`;
  }
  return word ? html`${badge(word)} ${time(at)}` : 'not reported';
}

/**
 * What the approval still permits, and what has become of it.
 *
 * @param {Api.Approval} approval
 */
export function permit(approval) {
  const claimer = approval.claimed_by ? html` by ${isolated(directory.name('keys', approval.claimed_by))}` : nothing;
  return html`
    ${approval.revoked_at ? html`<dt>Revoked</dt><dd>${time(approval.revoked_at)}</dd>` : nothing}
    ${revocable(approval)
      ? html`<dt>Valid until</dt><dd>${approval.valid_until ? time(approval.valid_until) : 'it is used'}</dd>`
      : nothing}
    ${approval.revoked_at ? nothing : html`<dt>Uses left</dt><dd>${approval.uses_left} of ${approval.uses}</dd>`}
    <dt>Claimed</dt><dd>${approval.claimed_at ? html`${time(approval.claimed_at)}${claimer}` : 'not yet'}</dd>
    <dt>Outcome</dt>
    <dd>${outcome(approval)}</dd>`;
}

/** @param {Api.Approval} approval */
export function decision(approval) {
  return html`
    <dt>${approval.status}</dt>
    <dd>${time(approval.resolved_at)}${approval.resolved_by
      ? html` by ${isolated(directory.name('users', approval.resolved_by))}`
      : nothing}</dd>
    ${approval.comment ? html`<dt>Comment</dt><dd class="comment">${isolated(approval.comment)}</dd>` : nothing}`;
}

/**
 * Who may decide, and who has where one decision is not the end.
 *
 * @param {Api.Approval} approval
 */
export function deciders({approvers, decisions, status, escalates_at: escalatesAt, escalated}) {
  const told = status === 'pending' || decisions.length > 1 || decisions.some((one) => one.delegated_by);
  const given = told ? decisions : [];
  return html`
    ${isUsual(approvers)
      ? nothing
      : html`<dt>Who decides</dt><dd>${isolated(inWords(approvers, approvers.team_name ?? undefined))}</dd>`}
    ${escalatesAt
      ? html`<dt>${escalated ? 'Escalated' : 'Escalates'}</dt>
          <dd>${time(escalatesAt)} to ${isolated(visible(approvers.escalate_to_name ?? null))}</dd>`
      : nothing}
    ${given.map(({by, decision: word, comment, at, delegated_by: absent}) => html`
      <dt>${word === 'approve' ? 'Approved' : 'Rejected'}</dt>
      <dd>${time(at)} by ${isolated(directory.name('users', by))}${absent
        ? html` for ${isolated(directory.name('users', absent))}`
        : nothing}${comment
        ? html`: <span class="comment">${isolated(comment)}</span>`
        : nothing}</dd>`)}`;
}
