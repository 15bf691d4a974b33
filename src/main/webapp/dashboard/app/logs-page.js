// @ts-check
// The audit log: what agents did, and what people changed.

import * as api from './api.js';
import {summarize} from './context-summary.js';
import * as directory from './directory.js';
import {actorKind, isReported, personOrKey, STATUSES} from './log-actors.js';
import * as router from './router.js';
import {html, nothing, repeat, View} from './view.js';
import {
  badge, empty, fromLocalInput, isolated, loading, PAGE, pager, problem, select, time, toLocalInput
} from './widgets.js';
import './json-tree.js';
import './subject-deliveries.js';

const KINDS = ['agent', 'management', 'sign_in', 'all'];
/** @type {Record<string, string>} */
const KIND_NAMES = {
  agent: 'what agents did',
  management: 'what people changed',
  sign_in: 'who signed in',
  all: 'everything'
};
const FILTERS = ['kind', 'agent_id', 'action', 'status', 'q', 'subject_id', 'created_after', 'created_before'];

/** @extends {View<LogsPage>} */
class LogsPage extends View {
  /** @type {Api.Page<Api.LogRow> | null} */
  list = null;
  /** @type {Api.LogRow | null | undefined} */
  chosen = null;
  shown = '';

  start() {
    directory.learn('agents').then(() => this.update(), () => {});
    this.load();
  }

  routed() {
    const {id, ...list} = router.parameters();
    if (JSON.stringify(list) === this.shown) {
      this.choose();
    } else {
      this.load();
    }
  }

  /** @returns {Record<string, string>} */
  get filters() {
    const parameters = router.parameters();
    return Object.fromEntries(FILTERS.map((name) => [name, parameters[name]]).filter(([, value]) => value));
  }

  async load() {
    const {id, ...shown} = router.parameters();
    this.shown = JSON.stringify(shown);
    const list = await this.attempt(() =>
      api.list('/api/logs', {...this.filters, offset: shown.offset ?? 0, limit: PAGE}));
    if (list && JSON.stringify(shown) === this.shown) {
      await Promise.all(/** @type {const} */ (['users', 'keys']).map((kind) =>
        directory.ensure(kind, list.rows.filter((row) => actorKind(row) === kind).map((row) => personOrKey(row)))
          .catch(() => {})));
      this.update({list});
      await this.choose();
    }
  }

  async choose() {
    const {id} = router.parameters();
    const row = this.list?.rows.find((candidate) => candidate.id === id);
    this.update({
      chosen: row ?? (id ? await this.attempt(() => api.get(`/api/logs/${encodeURIComponent(id)}`)) : null)
    });
  }

  /** @param {Record<string, string>} change */
  refine(change) {
    router.refine({...change, offset: '', id: ''});
  }

  template() {
    const parameters = router.parameters();
    const agents = directory.all('agents');
    const moment = (/** @type {string} */ name, /** @type {string} */ label) => html`
      <label class="filter"><span class="label">${label}</span>
      <input type="datetime-local" name=${name}
        .value=${parameters[name] ? toLocalInput(new Date(parameters[name])) : ''}
        @change=${(event) => this.refine({[name]: fromLocalInput(event.target.value)})}></label>`;
    return html`
      <div class="title-row">
        <h1>Logs</h1>
        <p class="exports">Export: ${['csv', 'jsonl'].map((format) => html`
          <a href="/api/logs/export${api.query({...this.filters, format})}" download>${format.toUpperCase()}</a> `)}</p>
      </div>
      <div class="filters">
        ${select('Show', 'kind', KINDS, parameters.kind ?? 'agent',
          (kind) => this.refine({kind: kind === 'agent' ? '' : kind}), KIND_NAMES)}
        ${select('Agent', 'agent', ['', ...agents.map((agent) => agent.id)], parameters.agent_id ?? '',
          (id) => this.refine({agent_id: id}),
          {'': 'all agents', ...Object.fromEntries(agents.map((agent) => [agent.id, agent.name]))})}
        ${select('Status', 'status', ['', ...STATUSES], parameters.status ?? '', (status) => this.refine({status}),
          {'': 'any status'})}
        <label class="filter"><span class="label">Action</span>
          <input name="action" .value=${parameters.action ?? ''} placeholder="stripe.refund"
            @change=${(event) => this.refine({action: event.target.value.trim()})}></label>
        <label class="filter"><span class="label">Text</span>
          <input type="search" name="q" maxlength="200" .value=${parameters.q ?? ''} placeholder="anywhere"
            @change=${(event) => this.refine({q: event.target.value.trim()})}></label>
        ${moment('created_after', 'From')} ${moment('created_before', 'Until')}
        ${parameters.subject_id
          ? html`<button type="button" @click=${() => this.refine({subject_id: ''})}>
              Not only <code>${parameters.subject_id.slice(0, 8)}…</code></button>`
          : nothing}
      </div>
      ${problem(this.error, () => this.load())}
      <div class="split even ${this.chosen ? 'has-detail' : ''}">
        <section class="master" aria-label="Rows of the log">${this.table()}</section>
        <section class="detail" aria-label="The row that is open">
          ${this.chosen ? this.detail(this.chosen) : nothing}</section>
      </div>`;
  }

  table() {
    if (!this.list) {
      return this.error ? nothing : loading('the log');
    }
    return this.list.rows.length
      ? html`<div class="table log" tabindex="0" role="region" aria-label="The log"><table>
            <thead><tr><th scope="col">Time</th><th scope="col">Who</th><th scope="col">Action</th>
              <th scope="col">Status</th><th scope="col">Context</th></tr></thead>
            <tbody>${repeat(this.list.rows, (row) => row.id, (row) => html`
              <tr aria-current=${row.id === this.chosen?.id ? 'true' : 'false'}>
                <td>${time(row.created_at)}</td>
                <td class="one-line">${isolated(this.who(row))}</td>
                <td><a href=${this.address(row.id)}><code>${isolated(row.action)}</code></a></td>
                <td>${badge(row.status)}</td>
                <td class="one-line summary"><bdi>${summarize(row.context)}</bdi></td>
              </tr>`)}</tbody></table></div>
          ${pager(this.list, Number(router.parameters().offset ?? 0))}`
      : empty('Nothing found', Object.keys(this.filters).length
        ? 'No row matches these filters.'
        : 'What agents ask for and report is written here.');
  }

  /** @param {Api.LogRow} row */
  who(row) {
    if (row.kind === 'sign_in') {
      return row.subject_id ? directory.name('users', row.subject_id) : 'several people';
    }
    if (row.kind === 'management') {
      return row.actor_id ? directory.name('users', row.actor_id) : 'the server';
    }
    return directory.name('agents', row.agent_id);
  }

  /** @param {string} id */
  address(id) {
    const search = new URLSearchParams(location.search);
    search.set('id', id);
    return `/logs?${search}`;
  }

  /** @param {Api.LogRow} row */
  detail(row) {
    const fact = (/** @type {string} */ name, /** @type {import('./view.js').Shown} */ value) =>
      (value ? html`<dt>${name}</dt><dd>${value}</dd>` : nothing);
    return html`
      <button type="button" class="back small" @click=${() => router.refine({id: ''})}>Back to the list</button>
      <h2><code>${isolated(row.action)}</code> ${badge(row.status)}</h2>
      <dl class="facts">
        ${fact('When', time(row.created_at))}
        ${fact('Agent', row.agent_id
          ? html`<a href="/agents?id=${row.agent_id}">${isolated(directory.name('agents', row.agent_id))}</a>`
          : null)}
        ${fact('On behalf of', row.on_behalf_of ? isolated(row.on_behalf_of) : null)}
        ${fact(actorKind(row) === 'keys' ? 'API key' : 'By',
          row.actor_id ? isolated(directory.name(actorKind(row), row.actor_id)) : null)}
        ${fact('In the place of', row.delegated_by ? isolated(directory.name('users', row.delegated_by)) : null)}
        ${fact('Comment', row.comment ? isolated(row.comment) : null)}
        ${fact('Decided by permission', row.permission_id ? html`<code>${row.permission_id}</code>` : null)}
        ${fact('With permissions that are only logged', row.shadow
          ? html`${badge(row.shadow.status)}
              ${row.shadow.permission_id ? html`<code>${row.shadow.permission_id}</code>` : nothing}`
          : null)}
        ${fact('Client address', row.client_address)}
        ${fact('Address, as the agent says', row.ip_address ? isolated(row.ip_address) : null)}
        ${fact('Row', html`<code>${row.id}</code>`)}
        ${fact('About', row.subject_id
          ? html`<a href="/logs?kind=all&subject_id=${row.subject_id}"><code>${row.subject_id}</code></a>`
          : null)}
      </dl>
      <h3>Context</h3>
      <aw-json label="Context" .value=${row.context}></aw-json>
      ${row.kind === 'agent'
        ? html`<h3>Webhooks</h3>
          <aw-subject-deliveries
            .subject=${{
              id: isReported(row) ? row.id : row.subject_id ?? row.id,
              times: [row.created_at]
            }}></aw-subject-deliveries>`
        : nothing}`;
  }
}

customElements.define('aw-logs', LogsPage);
