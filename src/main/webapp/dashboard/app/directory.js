// Names for ids: agents, webhooks, users and API keys of the organization, asked for once and again when an id is new.

import * as api from './api.js';
import {may, session} from './session.js';

const MOST = 100;
const kinds = {
  agents: {path: '/api/agents', name: (agent) => agent.name},
  webhooks: {path: '/api/webhooks', name: (webhook) => webhook.url},
  users: {path: '/api/users', name: (user) => user.email},
  keys: {path: '/api/api-keys', name: (key) => key.name},
};
const known = {agents: new Map(), webhooks: new Map(), users: new Map(), keys: new Map()};
const asked = new Set();

export async function learn(kind) {
  if ((kind === 'users' || kind === 'keys') && !may('admin')) {
    return;
  }
  const {rows} = await api.list(kinds[kind].path, {limit: MOST});
  known[kind] = new Map(rows.map((row) => [row.id, kinds[kind].name(row)]));
  rows.forEach((row) => asked.add(row.id));
}

// Learns anew when one of the ids is unknown and was not asked for before.
export async function ensure(kind, ids) {
  const unknown = ids.filter((id) => id && !known[kind].has(id) && !asked.has(id));
  if (unknown.length) {
    unknown.forEach((id) => asked.add(id));
    await learn(kind);
  }
}

const short = (id) => (id ? `${id.slice(0, 8)}…` : '–');

export const name = (kind, id) =>
  kind === 'users' && id === session.user?.id ? 'you' : known[kind].get(id) ?? short(id);

export const all = (kind) => [...known[kind]].map(([id, text]) => ({id, name: text}));
