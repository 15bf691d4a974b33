// Requests and answers: what is sent, what an answer becomes, and when the session is over.

import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import * as api from './app/api.js';

let sent;
let lost;

function answer(status, body, headers = {}) {
  globalThis.fetch = async (path, options) => {
    sent.push({path, ...options});
    return new Response(body, {status, headers: {'Content-Type': 'application/json', ...headers}});
  };
}

beforeEach(() => {
  sent = [];
  lost = 0;
  api.useCsrfToken('csrf-1');
  api.whenSessionIsLost(() => (lost += 1));
});

test('a query holds what is given, encoded, and nothing that is empty', () => {
  const given = {status: '', agent_id: null, action: undefined, offset: 0, q: 'a b&c'};
  assert.equal(api.query(given), '?offset=0&q=a+b%26c');
  assert.equal(api.query({status: ''}), '');
  assert.equal(api.query(), '');
});

test('only a request that changes something carries the CSRF token', async () => {
  answer(200, '[]');
  await api.get('/api/agents', {limit: 1});
  await api.post('/api/agents', {name: 'bot'});

  assert.deepEqual(sent.map(({method, path, headers, body}) => [method, path, headers['X-CSRF-Token'], body]), [
    ['GET', '/api/agents?limit=1', undefined, undefined],
    ['POST', '/api/agents', 'csrf-1', '{"name":"bot"}'],
  ]);
});

test('a list tells how many rows there are, and whether that is the least', async () => {
  answer(200, '[{"id": "1"}]', {'X-Total-Count': '1000', 'X-Total-Count-Capped': 'true'});
  assert.deepEqual(await api.list('/api/approvals'), {rows: [{id: '1'}], total: 1000, isLeast: true});
  answer(200, '[]');
  assert.deepEqual(await api.list('/api/approvals'), {rows: [], total: null, isLeast: false});
});

test('an error has its code, its message and what is wrong with each field', async () => {
  const detail = {error: 'validation_error', message: 'No', fields: [{field: 'url', message: 'must be https'}]};
  answer(400, JSON.stringify({detail}));
  await assert.rejects(api.put('/api/webhooks/1', {}),
    {status: 400, code: 'validation_error', message: 'No', fields: {url: 'must be https'}});
});

test('an error of one sentence, without a body, or without an answer has a message for people', async () => {
  answer(404, '{"detail": "Agent not found"}');
  await assert.rejects(api.get('/api/agents/1'), {status: 404, message: 'Agent not found', code: undefined});
  answer(502, '<html>', {'Content-Type': 'text/html'});
  await assert.rejects(api.get('/api/agents/1'), {status: 502, message: 'The server answered 502'});
  globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  await assert.rejects(api.get('/api/agents/1'), {status: 0, message: 'The server can’t be reached'});
});

test('the session is over when the server does not know it, but not when a password is wrong', async () => {
  answer(401, '{"detail": "Invalid email or password"}');
  await assert.rejects(api.post('/auth/session', {}));
  assert.equal(lost, 0);
  await assert.rejects(api.get('/api/agents'));
  assert.equal(lost, 1);
  answer(403, '{"detail": {"error": "csrf_token_invalid", "message": "No"}}');
  await assert.rejects(api.post('/api/agents', {}));
  assert.equal(lost, 2);
});
