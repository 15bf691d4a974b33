// What whoever approves may change, and what of it is sent.

import assert from 'node:assert/strict';
import {test} from 'node:test';

globalThis.HTMLElement = class {};
const {lowerable, narrowingOf} = await import('./app/narrowing-fields.js');
const {parseJson} = await import('./app/exact-json.js');

test('only numbers that are editable may be lowered', () => {
  const context = parseJson('{"amount":50.00,"fee":2,"name":"x","other":1}');
  assert.deepEqual(lowerable({context, editable: ['amount', 'fee', 'name', 'missing']}), ['amount', 'fee']);
  assert.deepEqual(lowerable({context, editable: []}), []);
});

test('what was not typed is not sent', () => {
  assert.deepEqual(narrowingOf({input: ' ', edit_amount: '', valid_minutes: '', grant_for: '', grant_count: '3'}), {});
});

test('numbers are sent as they were typed', () => {
  const sent = narrowingOf({
    input: 'less', edit_amount: '40.50', valid_minutes: '2', grant_for: '1h', grant_count: '3', grant_sum: '100'
  });

  assert.equal(sent.comment, 'less');
  assert.equal(String(sent.edits.amount), '40.50');
  assert.equal(sent.valid_for, 120);
  assert.equal(sent.grant.for, '1h');
  assert.equal(sent.grant.max_count, 3);
  assert.equal(String(sent.grant.max_sum), '100');
});
