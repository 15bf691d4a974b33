// @ts-check
// The one client of the server's API. The session is a cookie that scripts can't read; every request that changes
// something carries the token that proves that it comes from this page.

import {parseJson} from './exact-json.js';

export class ApiError extends Error {
  /**
   * @param {number} status 0 when there was no answer
   * @param {Api.Error['detail']} [detail]
   */
  constructor(status, detail) {
    super(ApiError.textOf(status, detail));
    this.status = status;
    const {error, fields = [], upgrade_url: upgradeUrl, confirmation, removes} =
      typeof detail === 'object' ? detail : {};
    this.code = error;
    this.confirmation = confirmation;
    this.removes = removes;
    this.fields = Object.fromEntries(fields.map(({field, message}) => [field, message]));
    this.upgradeUrl = upgradeUrl;
  }

  /**
   * @param {number} status
   * @param {Api.Error['detail']} [detail]
   */
  static textOf(status, detail) {
    if (typeof detail === 'string') {
      return detail;
    }
    return detail?.message ?? (status === 0 ? 'The server can’t be reached' : `The server answered ${status}`);
  }
}

/** @type {string | null} */
let csrfToken = null;
let onSessionLost = () => {};

/** @param {string | null} token */
export function useCsrfToken(token) {
  csrfToken = token;
}

/** @param {() => void} listener */
export function whenSessionIsLost(listener) {
  onSessionLost = listener;
}

/** @param {Record<string, Api.Parameter>} parameters */
export function query(parameters = {}) {
  const given = Object.entries(parameters)
    .filter(([, value]) => value !== '' && value !== null && value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function send(method, path, body) {
  /** @type {Record<string, string>} */
  const headers = {Accept: 'application/json'};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET' && csrfToken) {
    headers['X-CSRF-Token'] = csrfToken;
  }
  let response;
  try {
    response = await fetch(path, {method, headers, body: body === undefined ? undefined : JSON.stringify(body)});
  } catch {
    throw new ApiError(0);
  }
  const text = await response.text();
  const answer = text && response.headers.get('Content-Type')?.startsWith('application/json') ? parseJson(text) : null;
  if (!response.ok) {
    const error = new ApiError(response.status, answer?.detail);
    if ((response.status === 401 && !path.startsWith('/auth/')) || error.code === 'csrf_token_invalid') {
      onSessionLost();
    }
    throw error;
  }
  return {answer, headers: response.headers};
}

// What may be asked and what is answered stands in the API document; the types of these functions are made from it.

export const get = /** @type {Api.Get} */ (
  async (/** @type {string} */ path, /** @type {Record<string, Api.Parameter>} */ parameters) =>
    (await send('GET', path + query(parameters))).answer);

export const post = /** @type {Api.Post} */ (
  async (/** @type {string} */ path, body = {}) => (await send('POST', path, body)).answer);

export const put = /** @type {Api.Put} */ (
  async (/** @type {string} */ path, /** @type {unknown} */ body) => (await send('PUT', path, body)).answer);

export const remove = /** @type {Api.Remove} */ (
  async (/** @type {string} */ path, /** @type {unknown} */ body) => (await send('DELETE', path, body)).answer);

// One page of a list, and how many rows there are in all: at least so many where the server stopped counting.
export const list = /** @type {Api.List} */ (
  async (/** @type {string} */ path, /** @type {Record<string, Api.Parameter>} */ parameters) => {
    const {answer, headers} = await send('GET', path + query(parameters));
    const total = headers.get('X-Total-Count');
    const isLeast = headers.get('X-Total-Count-Capped') !== null;
    return {rows: answer, total: total === null ? null : Number(total), isLeast};
  });
