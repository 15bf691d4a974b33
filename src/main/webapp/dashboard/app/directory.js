// @ts-check
// Names for ids: agents, webhooks, users, API keys and teams of the organization, asked for once and again when an
// id is new.

import * as api from './api.js';
import {may, session} from './session.js';

const MOST = 100;
/** @typedef {'agents' | 'webhooks' | 'users' | 'keys' | 'teams'} Kind */

/** @type {Record<Kind, (page: {limit: number}) => Promise<{id: string, name: string}[]>>} */
const kinds = {
  agents: (page) => api.get('/api/agents', page),
  webhooks: async (page) => (await api.get('/api/webhooks', page)).map(({id, url}) => ({id, name: url})),
  users: async (page) => (await api.get('/api/users', page)).map(({id, email}) => ({id, name: email})),
  keys: (page) => api.get('/api/api-keys', page),
  teams: (page) => api.get('/api/teams', page),
};
/** @type {Record<Kind, Map<string, string>>} */
const known = {
  agents: new Map(), webhooks: new Map(), users: new Map(), keys: new Map(), teams: new Map()
};
/** @type {Set<string>} */
const asked = new Set();

/** @param {Kind} kind */
export async function learn(kind) {
  if ((kind === 'users' || kind === 'keys') && !may('admin')) {
    return;
  }
  const rows = await kinds[kind]({limit: MOST});
  known[kind] = new Map(rows.map((row) => [row.id, row.name]));
  rows.forEach((row) => asked.add(row.id));
}

/**
 * Learns anew when one of the ids is unknown and was not asked for before.
 *
 * @param {Kind} kind
 * @param {(string | null | undefined)[]} ids
 */
export async function ensure(kind, ids) {
  const given = ids.filter((id) => id !== null && id !== undefined);
  const unknown = given.filter((id) => !known[kind].has(id) && !asked.has(id));
  if (unknown.length) {
    unknown.forEach((id) => asked.add(id));
    await learn(kind);
  }
}

/** @param {string | null} id */
const short = (id) => (id ? `${id.slice(0, 8)}…` : '–');

/**
 * @param {Kind} kind
 * @param {string | null} id
 */
export const name = (kind, id) =>
  kind === 'users' && id === session.user?.id ? 'you' : known[kind].get(id ?? '') ?? short(id);

/** @param {Kind} kind */
export const all = (kind) => [...known[kind]].map(([id, text]) => ({id, name: text}));
