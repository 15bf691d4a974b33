// The one client of the server's API. The session is a cookie that scripts can't read; every request that changes
// something carries the token that proves that it comes from this page.

import {parseJson} from './exact-json.js';

export class ApiError extends Error {
  constructor(status, detail) {
    super(ApiError.textOf(status, detail));
    this.status = status;
    this.code = detail?.error;
    this.fields = Object.fromEntries((detail?.fields ?? []).map(({field, message}) => [field, message]));
    this.upgradeUrl = detail?.upgrade_url;
  }

  static textOf(status, detail) {
    if (typeof detail === 'string') {
      return detail;
    }
    return detail?.message ?? (status === 0 ? 'The server can’t be reached' : `The server answered ${status}`);
  }
}

let csrfToken = null;
let onSessionLost = () => {};

export function useCsrfToken(token) {
  csrfToken = token;
}

export function whenSessionIsLost(listener) {
  onSessionLost = listener;
}

export function query(parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

async function send(method, path, body) {
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

export const get = async (path, parameters) => (await send('GET', path + query(parameters))).answer;
export const post = async (path, body = {}) => (await send('POST', path, body)).answer;
export const put = async (path, body) => (await send('PUT', path, body)).answer;
export const remove = async (path) => (await send('DELETE', path)).answer;

// One page of a list, and how many rows there are in all: at least so many where the server stopped counting.
export async function list(path, parameters = {}) {
  const {answer, headers} = await send('GET', path + query(parameters));
  const total = headers.get('X-Total-Count');
  const isLeast = headers.get('X-Total-Count-Capped') !== null;
  return {rows: answer, total: total === null ? null : Number(total), isLeast};
}
