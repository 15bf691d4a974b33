// @ts-check
// What the server says has changed: "approvals" and "deliveries". The browser reconnects by itself and tells the server
// what it has heard last, so nothing that changed meanwhile is missed.

const PATIENCE_MILLIS = 5000;
const RETRY_MILLIS = 5000;
const REST_MILLIS = 3000;
/** @typedef {'approvals' | 'deliveries'} Topic */
/** @typedef {'connecting' | 'live' | 'lost'} State */
/** @typedef {{state?: State, news?: Topic}} Message */

/** @type {Topic[]} */
const TOPICS = ['approvals', 'deliveries'];
/** @type {Map<Topic, boolean>} */
const resting = new Map();
/** @type {Record<Topic | 'state', Set<() => void>>} */
const listeners = {approvals: new Set(), deliveries: new Set(), state: new Set()};
/** @type {EventSource | null} */
let source = null;
/** @type {number | null} */
let patience = null;
/** @type {AbortController | null} */
let waiting = null;
let isWanted = false;
let isLeft = false;

/** @type {State} */
export let state = 'connecting';

/**
 * Returns what ends it.
 *
 * @param {Topic | 'state'} topic
 * @param {() => void} listener
 */
export function on(topic, listener) {
  listeners[topic].add(listener);
  return () => {
    listeners[topic].delete(listener);
  };
}

/** @param {Topic | 'state'} topic */
const tell = (topic) => listeners[topic].forEach((listener) => listener());

/**
 * At once, and then not again for a while: on a busy day every second brings news, and each costs requests.
 *
 * @param {Topic} topic
 */
function tellNews(topic) {
  if (resting.has(topic)) {
    resting.set(topic, true);
    return;
  }
  tell(topic);
  resting.set(topic, false);
  setTimeout(() => {
    const isMore = resting.get(topic);
    resting.delete(topic);
    if (isMore && isWanted) {
      tellNews(topic);
    }
  }, REST_MILLIS);
}

/** @param {State} newState */
function become(newState) {
  clearTimeout(patience ?? undefined);
  patience = null;
  if (state !== newState) {
    state = newState;
    tell('state');
  }
}

function open() {
  source?.close();
  const stream = new EventSource('/api/events');
  source = stream;
  stream.onopen = () => tellTabs({state: 'live'});
  stream.onerror = () => {
    patience ??= setTimeout(() => tellTabs({state: 'lost'}), PATIENCE_MILLIS);
    if (source?.readyState === EventSource.CLOSED) {
      setTimeout(() => source && open(), RETRY_MILLIS);
    }
  };
  stream.addEventListener('hello', () => TOPICS.forEach((news) => tellTabs({news})));
  TOPICS.forEach((news) => stream.addEventListener(news, () => tellTabs({news})));
}

// A browser opens six connections to a server that speaks HTTP/1.1, and a stream takes one for good. So one tab of all
// listens and tells the others. Where the browser has no locks, which is without TLS, each tab listens for itself.
const tabs = new BroadcastChannel('agentwarden-live');
tabs.onmessage = (/** @type {MessageEvent<Message & {isAsked?: boolean}>} */ {data}) => {
  if (data.isAsked) {
    if (source) {
      tabs.postMessage({state});
    }
  } else if (isWanted) {
    hear(data);
  }
};

/** @param {Message} message */
function hear({state: newState, news}) {
  if (newState) {
    become(newState);
  } else if (news) {
    tellNews(news);
  }
}

/** @param {Message} message */
function tellTabs(message) {
  hear(message);
  tabs.postMessage(message);
}

export function connect() {
  disconnect();
  isWanted = true;
  if (!navigator.locks) {
    open();
    return;
  }
  waiting = new AbortController();
  const {signal} = waiting;
  const untilAborted = () => new Promise((done) => signal.addEventListener('abort', done));
  navigator.locks.request('agentwarden-live', {signal}, () => {
    open();
    return untilAborted();
  }).catch(() => {});
  tabs.postMessage({isAsked: true});
}

export function disconnect() {
  isWanted = false;
  waiting?.abort();
  waiting = null;
  source?.close();
  source = null;
  become('connecting');
}

// A network that is gone leaves the old stream standing for a while, with nothing in it.
addEventListener('offline', () => isWanted && become('lost'));
addEventListener('online', () => isWanted && connect());

// A page that is left may be kept, to come back to, and its stream with it.
addEventListener('pagehide', () => {
  isLeft = isWanted;
  disconnect();
});
addEventListener('pageshow', () => {
  if (isLeft) {
    isLeft = false;
    connect();
  }
});
