// What people see of text that others wrote, and the headers they type.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {summarize} from './app/context-summary.js';
import {parseJson} from './app/exact-json.js';
import {parseHeaders} from './app/header-lines.js';
import {literal, visible, visibleLines} from './app/visible.js';

test('an invisible character is shown by its code, and others stay', () => {
  assert.equal(visible('stripe.refund, Zoë ✓ 送金 שלום 😀'), 'stripe.refund, Zoë ✓ 送金 שלום 😀');
  assert.equal(visible('pay\u202e001 ot'), 'pay\\u202e001 ot');
  assert.equal(
    visible('a\u200bb\u2066c\u00add\ufe0fe\u3164f\u2028g\nh\u0000'),
    'a\\u200bb\\u2066c\\u00add\\ufe0fe\\u3164f\\u2028g\\u000ah\\u0000');
  assert.equal(visible('tag \u{e0041}'), 'tag \\u{e0041}');
  assert.equal(visible('half \ud800'), 'half \\ud800');
  assert.equal(visibleLines('{\n  "a": "\u202e"\n}'), '{\n  "a": "\\u202e"\n}');
});

test('a JSON value in one line tells a string from a number', () => {
  assert.equal(literal('500'), '"500"');
  assert.equal(literal(500), '500');
  assert.equal(literal(parseJson('{"amount": 50.00}').amount).replace('50.00', '50'), '50');
  assert.equal(literal(''), '""');
  assert.equal(literal(null), 'null');
  assert.equal(literal(true), 'true');
  assert.equal(literal('a "quoted"\nline\u202e'), '"a \\"quoted\\"\\nline\\u202e"');
  assert.equal(literal({a: '\u200b'}), '{"a":"\\u200b"}');
});

test('the value of a header may contain colons, and may be empty', () => {
  assert.deepEqual(parseHeaders('X-Callback: https://example.com/a\n\n  X-Tenant:acme \nX-Time: 10:20:30\nX-Empty'), {
    'X-Callback': 'https://example.com/a',
    'X-Tenant': 'acme',
    'X-Time': '10:20:30',
    'X-Empty': '',
  });
});

test('a context is summarized with its amount first, and a change with old and new', () => {
  assert.equal(
    summarize({customer: 'cus_1', to: {deep: 1}, amount: 12, note: 'a\u202e', more: true}),
    'amount 12 · customer cus_1 · note a\\u202e');
  assert.equal(
    summarize({url: {old: 'a', new: 'b'}, headers: {changed: true}, events: {old: [], new: ['x']}}),
    'url a → b · headers changed');
  assert.equal(summarize({list: [1, 2], nothing: null}), 'nothing null');
  assert.equal(summarize({}), '');
  assert.equal(summarize(undefined), '');
});
