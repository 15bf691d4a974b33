// @ts-check
// Who is signed in, and what that person may do.

import * as api from './api.js';

const RANKS = {viewer: 0, approver: 1, admin: 2};

/** @type {{user: Api.Me | null, registration: Api.Session['registration'], plans: Api.Session['plans']}} */
export const session = {user: null, registration: 'open', plans: 'organization'};

/** @param {Api.Session} answer */
function take(answer) {
  session.user = answer.user;
  session.registration = answer.registration;
  session.plans = answer.plans;
  api.useCsrfToken(answer.csrf_token);
}

export const load = async () => take(await api.get('/auth/session'));

/**
 * @param {string} email
 * @param {string} password
 */
export const signIn = async (email, password) => take(await api.post('/auth/session', {email, password}));

/**
 * Every token from before is refused from now on; the answer brings this page's new cookie and CSRF token.
 *
 * @param {Api.PasswordChange} change
 */
export const changePassword = async (change) =>
  take(/** @type {Api.Session} */ (await api.post('/auth/password', change)));

export async function signOut() {
  await api.remove('/auth/session');
  forget();
}

export function forget() {
  session.user = null;
  api.useCsrfToken(null);
}

/** Who is signed in, for what is shown to nobody else. */
export const me = () => {
  if (session.user === null) {
    throw new Error('Nobody is signed in');
  }
  return session.user;
};

/** @param {Api.Role} role */
export const may = (role) => session.user !== null && RANKS[session.user.role] >= RANKS[role];

/**
 * Why something can't be done, or null when it can.
 *
 * @param {'admin' | 'approver'} role
 */
export const objection = (role) =>
  may(role)
    ? null
    : `Your role is ${session.user?.role}: ${role === 'admin'
      ? 'only admins can do this'
      : 'approvers and admins can do this'}.`;

export const planIncludes = () => session.user?.plan !== 'free';
