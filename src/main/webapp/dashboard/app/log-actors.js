// @ts-check
// Who stands behind a row of the log. With every status of the API: the compiler misses one that is forgotten.

/**
 * Whose name the actor of an agent's row has: agents ask and report with an API key; people decide.
 *
 * @type {Record<Api.LogStatus, 'users' | 'keys'>}
 */
const ACTORS = {
  allowed: 'keys',
  blocked: 'keys',
  pending_approval: 'keys',
  agreed: 'users',
  escalated: 'keys',
  approved: 'users',
  rejected: 'users',
  expired: 'keys',
  cancelled: 'keys',
  revoked: 'users',
  success: 'keys',
  failed: 'keys',
  pending: 'keys',
  denied: 'keys',
  changed: 'users'
};

export const STATUSES = Object.keys(ACTORS);

/** @param {Pick<Api.LogRow, 'kind' | 'status'>} row */
export const actorKind = (row) => (row.kind === 'agent' ? ACTORS[row.status] : 'users');

const REPORTED = ['success', 'failed', 'pending', 'denied'];

/**
 * Of a report: its webhooks are about the row, whichever approval it belongs to.
 *
 * @param {Pick<Api.LogRow, 'status'>} row
 */
export const isReported = (row) => REPORTED.includes(row.status);

/**
 * Of a failed sign-in nobody has proved to be the actor; the row is about the account.
 *
 * @param {Pick<Api.LogRow, 'kind' | 'subject_id' | 'actor_id'>} row
 */
export const personOrKey = (row) => (row.kind === 'sign_in' ? row.subject_id : row.actor_id);
