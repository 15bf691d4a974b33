// What the server says has changed: "approvals" and "deliveries". The browser reconnects by itself and tells the server
// what it has heard last, so nothing that changed meanwhile is missed.

const PATIENCE_MILLIS = 5000;
const RETRY_MILLIS = 5000;
const REST_MILLIS = 3000;
const TOPICS = ['approvals', 'deliveries'];
const resting = new Map();
const listeners = new Map([...TOPICS, 'state'].map((topic) => [topic, new Set()]));
let source = null;
let patience = null;
let waiting = null;
let isWanted = false;
let isLeft = false;

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
    if (isMore && isWanted) {
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

function open() {
  source?.close();
  source = new EventSource('/api/events');
  source.onopen = () => tellTabs({state: 'live'});
  source.onerror = () => {
    patience ??= setTimeout(() => tellTabs({state: 'lost'}), PATIENCE_MILLIS);
    if (source?.readyState === EventSource.CLOSED) {
      setTimeout(() => source && open(), RETRY_MILLIS);
    }
  };
  source.addEventListener('hello', () => TOPICS.forEach((news) => tellTabs({news})));
  TOPICS.forEach((news) => source.addEventListener(news, () => tellTabs({news})));
}

// A browser opens six connections to a server that speaks HTTP/1.1, and a stream takes one for good. So one tab of all
// listens and tells the others. Where the browser has no locks, which is without TLS, each tab listens for itself.
const tabs = new BroadcastChannel('agentwarden-live');
tabs.onmessage = ({data}) => {
  if (data.isAsked) {
    if (source) {
      tabs.postMessage({state});
    }
  } else if (isWanted) {
    hear(data);
  }
};

function hear({state: newState, news}) {
  if (newState) {
    become(newState);
  } else {
    tellNews(news);
  }
}

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
