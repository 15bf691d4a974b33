// Whose name a row of the log shows.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {actorKind, personOrKey, STATUSES} from './app/log-actors.js';

test('agents ask and report with an API key; people decide, revoke and change', () => {
  const kinds = ['allowed', 'success', 'agreed', 'approved', 'rejected', 'revoked']
    .map((status) => actorKind({kind: 'agent', status}));
  assert.deepEqual(kinds, ['keys', 'keys', 'users', 'users', 'users', 'users']);
  assert.equal(actorKind({kind: 'management', status: 'changed'}), 'users');
  assert.equal(actorKind({kind: 'sign_in', status: 'failed'}), 'users');
});

test('the row of a sign-in is about its account', () => {
  assert.equal(personOrKey({kind: 'sign_in', subject_id: 'account', actor_id: null}), 'account');
  assert.equal(personOrKey({kind: 'agent', subject_id: 'approval', actor_id: 'key'}), 'key');
});

test('the log can be searched for what was revoked', () => {
  assert.equal(STATUSES.includes('revoked'), true);
});
