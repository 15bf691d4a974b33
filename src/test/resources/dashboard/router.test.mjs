// Addresses: what changes them, and which links stay within the dashboard.

import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import * as router from './app/router.js';

const ORIGIN = 'https://warden.example';
let changes;
let listeners;

function go(address) {
  const url = new URL(address, ORIGIN);
  globalThis.location = {origin: ORIGIN, pathname: url.pathname, search: url.search};
}

beforeEach(() => {
  changes = [];
  listeners = {};
  go('/logs?kind=all&offset=25');
  const record = (how) => (state, title, address) => {
    changes.push([how, address]);
    go(address);
  };
  globalThis.history = {pushState: record('push'), replaceState: record('replace')};
  globalThis.addEventListener = (name, listener) => (listeners[name] = listener);
  globalThis.document = {addEventListener: (name, listener) => (listeners[name] = listener)};
  router.start(() => changes.push('shown'));
});

test('the parameters of the address are read', () => {
  assert.equal(router.path(), '/logs');
  assert.deepEqual(router.parameters(), {kind: 'all', offset: '25'});
});

test('an empty value takes a parameter away and others stay', () => {
  router.refine({offset: '', status: 'failed', agent_id: null});
  assert.deepEqual(changes, [['push', '/logs?kind=all&status=failed'], 'shown']);
});

test('the same address changes nothing', () => {
  router.navigate('/logs?kind=all&offset=25');
  assert.deepEqual(changes, []);
});

test('a replacement leaves no entry to go back to', () => {
  router.navigate('/overview', {replace: true});
  assert.deepEqual(changes, [['replace', '/overview'], 'shown']);
});

function click(href, {event = {}, link = {}} = {}) {
  const url = new URL(href, ORIGIN);
  const anchor = {
    origin: url.origin, pathname: url.pathname, search: url.search, target: '',
    hasAttribute: () => false, getAttribute: () => href, ...link,
  };
  let prevented = false;
  listeners.click({button: 0, target: {closest: () => anchor}, preventDefault: () => (prevented = true), ...event});
  return prevented;
}

test('a click on a link of the dashboard does not load a page', () => {
  assert.equal(click('/agents?id=1'), true);
  assert.deepEqual(changes, [['push', '/agents?id=1'], 'shown']);
});

test('other links and clicks are the browser’s', () => {
  assert.equal(click('https://elsewhere.example/agents'), false);
  assert.equal(click('/api/logs/export', {link: {hasAttribute: (name) => name === 'download'}}), false);
  assert.equal(click('#main'), false);
  assert.equal(click('/agents', {event: {ctrlKey: true}}), false);
  assert.equal(click('/agents', {event: {button: 1}}), false);
  assert.deepEqual(changes, []);
});
