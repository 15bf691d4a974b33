// What the server says has changed: "approvals" and "deliveries". The browser reconnects by itself and tells the server
// what it has heard last, so nothing that changed meanwhile is missed.

const PATIENCE_MILLIS = 5000;
const RETRY_MILLIS = 5000;
const REST_MILLIS = 3000;
const resting = new Map();
const listeners = new Map([['approvals', new Set()], ['deliveries', new Set()], ['state', new Set()]]);
let source = null;
let patience = null;

export let state = 'connecting';

// Returns what ends it.
export function on(topic, listener) {
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

const tell = (topic) => listeners.get(topic).forEach((listener) => listener());

// At once, and then not again for a while: on a busy day every second brings news, and each costs requests.
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
    if (isMore) {
      tellNews(topic);
    }
  }, REST_MILLIS);
}

function become(newState) {
  clearTimeout(patience);
  patience = null;
  if (state !== newState) {
    state = newState;
    tell('state');
  }
}

export function connect() {
  disconnect();
  source = new EventSource('/api/events');
  source.onopen = () => become('live');
  source.onerror = () => {
    patience ??= setTimeout(() => become('lost'), PATIENCE_MILLIS);
    if (source?.readyState === EventSource.CLOSED) {
      setTimeout(() => source && connect(), RETRY_MILLIS);
    }
  };
  source.addEventListener('hello', () => ['approvals', 'deliveries'].forEach(tellNews));
  source.addEventListener('approvals', () => tellNews('approvals'));
  source.addEventListener('deliveries', () => tellNews('deliveries'));
}

// A network that is gone leaves the old stream standing for a while, with nothing in it.
addEventListener('offline', () => source && become('lost'));
addEventListener('online', () => source && connect());

export function disconnect() {
  source?.close();
  source = null;
  become('connecting');
}
