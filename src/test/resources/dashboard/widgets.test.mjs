// What pages share: times, amounts, the pages of a list, charts, and what a role may do.

import assert from 'node:assert/strict';
import {test} from 'node:test';

process.env.TZ = 'America/New_York';
globalThis.HTMLElement = class {};
const {amount, badge, field, fromLocalInput, pager, problem, relative, time, toLocalInput} =
  await import('./app/widgets.js');
const {stack} = await import('./app/stacked-bars.js');
const {may, me, objection, session} = await import('./app/session.js');

const MOMENT = '2026-02-25T23:51:33.984319Z';

// The text of a template with its values, as lit would draw them.
function drawn(shown) {
  if (Array.isArray(shown)) {
    return shown.map(drawn).join('');
  }
  return shown?.strings
    ? shown.strings.map((text, index) => text + drawn(shown.values[index])).join('')
    : String(typeof shown === 'symbol' ? '' : shown ?? '');
}

test('a time is shown in the zone of the reader, and in UTC on hover', () => {
  assert.match(drawn(time(MOMENT)), /title=2026-02-25 23:51:33 UTC>.*(18|\b0?6):51:33/);
});

test('what has not happened has no time', () => {
  assert.equal(drawn(time(null)), '–');
  assert.equal(drawn(relative(null)), '–');
});

test('a relative time has the largest unit that fits', () => {
  const ago = (seconds) => drawn(relative(new Date(Date.now() - seconds * 1000).toISOString()));
  const expected = (count, unit) => new Intl.RelativeTimeFormat(undefined, {numeric: 'auto'}).format(count, unit);
  assert.ok(ago(3 * 86400 + 60).includes(expected(-3, 'day')));
  assert.ok(ago(2 * 3600 + 60).includes(expected(-2, 'hour')));
  assert.ok(ago(-5 * 60 - 5).includes(expected(5, 'minute')));
  assert.ok(ago(0).includes(expected(0, 'second')));
});

test('the control for a time speaks of the zone of the reader, the API of UTC', () => {
  assert.equal(toLocalInput(new Date(MOMENT)), '2026-02-25T18:51');
  assert.equal(fromLocalInput('2026-02-25T18:51'), '2026-02-25T23:51:00.000Z');
  assert.equal(fromLocalInput('2026-07-01T00:00'), '2026-07-01T04:00:00.000Z');
  assert.equal(fromLocalInput(''), '');
});

test('an amount has the decimals that count', () => {
  assert.deepEqual(['1000.0000', '12.5000', '0.0010', '100', 250].map(amount), ['1000', '12.5', '0.001', '100', '250']);
});

test('a status has its tone and its words', () => {
  assert.equal(drawn(badge('pending_approval')), '<span class="badge warn">pending approval</span>');
  assert.equal(drawn(badge('changed')), '<span class="badge plain">changed</span>');
});

const pages = (count, total, offset, isLeast = false) =>
  drawn(pager({rows: Array(count), total, isLeast}, offset));

test('a list that fits has no pages', () => {
  assert.equal(pages(25, 25, 0), '');
});

test('the pages of a list say which rows are shown, of how many', () => {
  assert.match(pages(25, 30, 0), /<span>1–25 of 30<\/span>/);
  assert.match(pages(5, 30, 25), /<span>26–30 of 30<\/span>/);
  assert.match(pages(25, 30, 0, true), /<span>1–25 of 30\+<\/span>/);
  assert.match(pages(25, null, 25), /<span>26–50<\/span>/);
  assert.match(pages(0, null, 50), /<span>No more<\/span>/);
});

test('no page lies beyond the largest offset of the API', () => {
  const canGoOn = (offset) => /disabled=false [^?]*>Older</.test(pages(25, 20_000, offset));
  assert.equal(canGoOn(9_975), true);
  assert.equal(canGoOn(10_000), false);
});

test('what others wrote shows its invisible characters, in errors too', () => {
  const error = {message: 'No \u202e', fields: {url: 'bad\u200b'}, upgradeUrl: '/settings?tab=plans'};
  assert.match(drawn(problem(error)), /No \\u202e.*href=\/settings\?tab=plans.*<code>url<\/code> <bdi>bad\\u200b/s);
  assert.match(drawn(field('Name', 'control', {error: 'too\u202e long'})), /class="field wrong".*too\\u202e long/s);
});

test('the bars of an hour stand on each other', () => {
  assert.deepEqual(stack([1, 1, 2], 4), [{y: 0.75, height: 0.25}, {y: 0.5, height: 0.25}, {y: 0, height: 0.5}]);
  assert.deepEqual(stack([0, 0], 0), [{y: 1, height: 0}, {y: 1, height: 0}]);
});

test('a role may do what lesser roles may, and is told why it may not do the rest', () => {
  assert.equal(may('viewer'), false);
  assert.throws(me);
  session.user = {role: 'approver'};
  assert.deepEqual(['viewer', 'approver', 'admin'].map(may), [true, true, false]);
  assert.equal(objection('approver'), null);
  assert.equal(objection('admin'), 'Your role is approver: only admins can do this.');
  session.user = {role: 'viewer'};
  assert.equal(objection('approver'), 'Your role is viewer: approvers and admins can do this.');
});
