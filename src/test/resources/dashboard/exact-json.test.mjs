// Numbers that JavaScript would round or write otherwise, where the engine tells their text.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isNumber, parseJson, prettyJson} from './app/exact-json.js';

let tellsSource = false;
JSON.parse('1', (name, value, details) => (tellsSource = details?.source !== undefined, value));
const only = {skip: tellsSource ? false : 'this engine does not tell the text of a number'};

test('ordinary values are what JSON.parse makes of them', () => {
  assert.deepEqual(parseJson('{"a": [1, "1", true, null, 2.5]}'), {a: [1, '1', true, null, 2.5]});
  assert.equal(prettyJson({a: 1}), '{\n  "a": 1\n}');
});

test('numbers keep their text', only, () => {
  for (const text of ['50.00', '9007199254740993', '1e400', '0.1000000000000000055511151231257827']) {
    const value = parseJson(`{"amount":${text}}`).amount;
    assert.equal(String(value), text);
    assert.equal(isNumber(value), true);
  }
  assert.equal(JSON.stringify(parseJson('{"amount":50.00}')), '{"amount":50.00}');
});

test('a string of digits is no number', () => {
  assert.equal(isNumber(parseJson('{"amount":"500"}').amount), false);
});
