// Who is signed in, and what that person may do.

import * as api from './api.js';

const RANKS = {viewer: 0, approver: 1, admin: 2};

export const session = {user: null, registration: 'open', plans: 'organization'};

function take(answer) {
  session.user = answer.user;
  session.registration = answer.registration;
  session.plans = answer.plans;
  api.useCsrfToken(answer.csrf_token);
}

export const load = async () => take(await api.get('/auth/session'));

export const signIn = async (email, password) => take(await api.post('/auth/session', {email, password}));

// Every token from before is refused from now on; the answer brings this page's new cookie and CSRF token.
export const changePassword = async (change) => take(await api.post('/auth/password', change));

export async function signOut() {
  await api.remove('/auth/session');
  forget();
}

export function forget() {
  session.user = null;
  api.useCsrfToken(null);
}

export const may = (role) => session.user !== null && RANKS[session.user.role] >= RANKS[role];

// Why something can't be done, or null when it can.
export const objection = (role) =>
  may(role)
    ? null
    : `Your role is ${session.user?.role}: ${role === 'admin' ? 'only admins can do this' : 'approvers and admins can do this'}.`;

export const planIncludes = () => session.user?.plan !== 'free';
