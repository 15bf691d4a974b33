// @ts-check
// What waits for a human, and the decision: the page that approvers keep open.

import * as api from './api.js';
import {deciders, decision, permit, revocable} from './approval-facts.js';
import {hasApproved, learn, refusal} from './deciders.js';
import {ask, askFor} from './dialog.js';
import * as directory from './directory.js';
import * as live from './live.js';
import {narrowingFields, narrowingOf} from './narrowing-fields.js';
import * as router from './router.js';
import {objection} from './session.js';
import {html, liveValue, nothing, repeat, View} from './view.js';
import {literal, visible} from './visible.js';
import {badge, empty, isolated, loading, PAGE, pager, problem, reason, relative, select, time} from './widgets.js';
import './json-tree.js';
import './subject-deliveries.js';

const OUTCOMES = ['', 'success', 'failed', 'none'];
const STATUSES = ['pending', 'approved', 'rejected', 'expired', 'cancelled', 'any'];

/** @extends {View<ApprovalsPage>} */
class ApprovalsPage extends View {
  /** @type {Map<string, Api.Approval>} */
  justDecided = new Map();
  /** @type {Api.Page<Api.Approval> | null} */
  list = null;
  /** @type {Api.Approval | null | undefined} */
  chosen = null;
  /** @type {Set<string> | null} */
  seen = null;
  // The ids of those that are decided together.
  /** @type {Set<string>} */
  marked = new Set();
  shown = '';
  said = '';

  start() {
    this.onEnd(live.on('approvals', () => this.load()));
    const press = (/** @type {KeyboardEvent} */ event) => this.press(event);
    document.addEventListener('keydown', press);
    this.onEnd(() => document.removeEventListener('keydown', press));
    const clock = setInterval(() => this.update(), 30000);
    this.onEnd(() => clearInterval(clock));
    directory.learn('agents').then(() => this.update(), () => {});
    this.load();
  }

  routed() {
    const {id, ...list} = router.parameters();
    if (JSON.stringify(list) !== this.shown) {
      this.justDecided.clear();
      this.marked.clear();
      this.load();
    } else {
      this.choose();
    }
    this.update();
  }

  async load() {
    const {id, ...shown} = router.parameters();
    const {status = 'pending', agent_id, action, outcome, offset = 0} = shown;
    this.shown = JSON.stringify(shown);
    const list = await this.attempt(() => api.list('/api/approvals',
      {status: status === 'any' ? '' : status, agent_id, action, outcome, offset, limit: PAGE}));
    if (list && this.shown === JSON.stringify(shown)) {
      await Promise.all([
        directory.ensure('users', list.rows.map((row) => row.resolved_by)),
        learn(list.rows)
      ]).catch(() => {});
      this.notify(list.rows, status);
      this.update({list});
      await this.choose();
    }
  }

  // What was decided on this page stays where it was, so that nothing jumps and its outcome can be watched.
  get rows() {
    // The list may have been read before the decision.
    const fresh = (this.list?.rows ?? []).map((row) =>
      row.status === 'pending' ? this.justDecided.get(row.id) ?? row : row);
    const ids = new Set(fresh.map((row) => row.id));
    const kept = [...this.justDecided.values()].filter((row) => !ids.has(row.id));
    return [...fresh, ...kept].sort((one, other) =>
      other.created_at.localeCompare(one.created_at) || other.id.localeCompare(one.id));
  }

  // Without an id in the address the first one is open, and stays open when others come before it: whoever is about to
  // decide must not have another one under the key.
  async choose() {
    const {id} = router.parameters();
    const row = this.rows.find((candidate) => candidate.id === (id ?? this.chosen?.id)) ?? (id ? null : this.rows[0]);
    const chosen = row ?? (id ? await this.attempt(() => api.get(`/api/approvals/${encodeURIComponent(id)}`)) : null);
    await Promise.all([
      directory.ensure('users', [chosen?.resolved_by,
        ...(chosen?.decisions ?? []).flatMap((given) => [given.by, given.delegated_by])]),
      directory.ensure('keys', [chosen?.claimed_by]),
      row ? null : learn([chosen])
    ]).catch(() => {});
    this.update({chosen});
  }

  /** @param {string} id */
  open(id) {
    router.refine({id});
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const busy = /** @type {Element} */ (event.target).closest('input:not([type=checkbox]), textarea, select, dialog')
      || event.ctrlKey || event.metaKey || event.altKey;
    if (busy || document.querySelector('dialog[open]')) {
      return;
    }
    const {rows} = this;
    const at = rows.findIndex((row) => row.id === this.chosen?.id);
    /** @type {Record<string, () => unknown>} */
    const actions = {
      j: () => rows.length && this.open(rows[Math.min(at + 1, rows.length - 1)].id),
      k: () => rows.length && this.open(rows[Math.max(at - 1, 0)].id),
      x: () => this.chosen && this.mark(this.chosen),
      a: () => this.marked.size ? this.decideMarked('approve') : this.decide('approve'),
      r: () => this.marked.size ? this.decideMarked('reject') : this.decide('reject'),
    };
    if (event.key in actions) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  /** @param {Api.Approval} approval */
  mark(approval) {
    if (approval.status === 'pending' && !refusal(approval)) {
      if (!this.marked.delete(approval.id)) {
        this.marked.add(approval.id);
      }
      this.update();
    }
  }

  /** @param {'approve' | 'reject'} decision */
  async decideMarked(decision) {
    const ids = [...this.marked];
    const approves = decision === 'approve';
    const actions = this.rows.filter((row) => this.marked.has(row.id)).map((row) => visible(row.action));
    const comment = await ask({
      title: html`${approves ? 'Approve' : 'Reject'} ${ids.length} approvals?`,
      text: [...new Set(actions)].join(', '),
      input: 'Comment (optional)',
      confirm: approves ? 'Approve all' : 'Reject all',
      danger: !approves,
    });
    if (comment === null) {
      return;
    }
    const decided = await this.attempt(() =>
      api.post('/api/approvals/decide', {ids, decision, ...(comment ? {comment} : {})}));
    if (decided) {
      const failed = decided.results.filter((result) => result.error !== null).length;
      const done = `${approves ? 'Approved' : 'Rejected'} ${ids.length - failed}`;
      this.marked.clear();
      this.update({said: failed ? `${done}; ${failed} could not be decided any more` : done});
      await this.load();
    }
  }

  /** @param {'approve' | 'reject'} decision */
  async decide(decision) {
    const approval = this.chosen;
    const approves = decision === 'approve';
    if (!approval || approval.status !== 'pending' || refusal(approval) || (approves && hasApproved(approval))) {
      return;
    }
    const said = await askFor({
      title: html`${approves ? 'Approve' : 'Reject'} ${isolated(approval.action)}?`,
      text: html`${isolated(approval.agent_name)} asked ${new Date(approval.created_at).toLocaleString()}.`,
      input: 'Comment (optional)',
      fields: approves ? narrowingFields(approval) : nothing,
      confirm: approves ? 'Approve' : 'Reject',
      danger: !approves,
    });
    if (said === null) {
      return;
    }
    const decided = await this.attempt(() => approves
      ? api.post(`/api/approvals/${approval.id}/approve`, narrowingOf(said))
      : api.post(`/api/approvals/${approval.id}/reject`, said.input ? {comment: said.input} : {}));
    if (decided) {
      const waits = decided.status === 'pending';
      if (!waits) {
        this.justDecided.set(decided.id, decided);
      }
      const others = waits ? '; others must approve as well' : '';
      this.update({
        chosen: decided,
        said: `${approves ? 'Approved' : 'Rejected'} ${visible(decided.action)}${others}`
      });
    } else if (['already_resolved', 'not_permitted', 'not_approver', 'own_request'].includes(this.error?.code ?? '')) {
      this.update({chosen: await api.get(`/api/approvals/${approval.id}`)});
    }
  }

  /**
   * @param {Api.Approval[]} rows
   * @param {string} status
   */
  notify(rows, status) {
    if (status !== 'pending') {
      return;
    }
    const {seen} = this;
    const news = seen ? rows.filter((row) => !seen.has(row.id)) : [];
    this.seen = new Set(rows.map((row) => row.id));
    if (news.length && document.hidden && globalThis.Notification?.permission === 'granted') {
      new Notification(news.length === 1
        ? `${visible(news[0].agent_name)} asks: ${visible(news[0].action)}`
        : `${news.length} approvals wait`);
    }
  }

  template() {
    const parameters = router.parameters();
    const status = parameters.status ?? 'pending';
    return html`
      <div class="title-row">
        <h1>Approvals</h1>
        ${this.notificationButton()}
        <a href="/insights">Statistics</a>
        <p class="keys"><kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>x</kbd> mark ·
          <kbd>a</kbd> approve · <kbd>r</kbd> reject</p>
      </div>
      <div class="filters">
        ${select('Status', 'status', STATUSES, status,
          (value) => router.refine({status: value === 'pending' ? '' : value, offset: '', id: ''}))}
        ${select('Agent', 'agent', ['', ...directory.all('agents').map((agent) => agent.id)], parameters.agent_id ?? '',
          (value) => router.refine({agent_id: value, offset: '', id: ''}),
          {'': 'all agents', ...Object.fromEntries(directory.all('agents').map((agent) => [agent.id, agent.name]))})}
        ${select('Outcome', 'outcome', OUTCOMES, parameters.outcome ?? '',
          (value) => router.refine({outcome: value, status: value ? 'any' : parameters.status, offset: '', id: ''}),
          {'': 'any outcome', none: 'not reported in time'})}
        <label class="filter"><span class="label">Action</span>
          <input name="action" .value=${parameters.action ?? ''} placeholder="stripe.refund"
            @change=${(event) => router.refine({action: event.target.value.trim(), offset: '', id: ''})}></label>
      </div>
      <p class="heard" role="status">${this.said}</p>
      ${problem(this.error, () => this.load())}
      <div class="split ${parameters.id ? 'has-detail' : ''}">
        <section class="master" aria-label="Approvals">${this.listTemplate(status)}</section>
        <section class="detail" aria-label="The approval that is open">
          ${this.chosen ? this.detail(this.chosen) : nothing}</section>
      </div>`;
  }

  notificationButton() {
    return globalThis.Notification?.permission === 'default'
      ? html`<button type="button" class="small"
          @click=${() => Notification.requestPermission().then(() => this.update())}>Notify me</button>`
      : nothing;
  }

  /** @param {string} status */
  listTemplate(status) {
    if (!this.list) {
      return this.error ? nothing : loading('approvals');
    }
    const {rows} = this;
    if (!rows.length) {
      return status === 'pending'
        ? empty('Nothing waits for you',
          'When an agent asks for something that needs approval, it appears here by itself.')
        : empty('Nothing found', 'No approval matches these filters.');
    }
    return html`
      ${this.marked.size
        ? html`<div class="actions marked"><span>${this.marked.size} marked</span>
            <button type="button" class="primary small"
              @click=${() => this.decideMarked('approve')}>Approve all</button>
            <button type="button" class="danger small" @click=${() => this.decideMarked('reject')}>Reject all</button>
            <button type="button" class="small" @click=${() => {
              this.marked.clear();
              this.update();
            }}>Clear</button></div>`
        : nothing}
      <ul class="rows">${repeat(rows, (row) => row.id, (row) => html`
        <li class="markable">${row.status === 'pending' && refusal(row) === null
          ? html`<input type="checkbox" aria-label="Mark ${visible(row.action)} of ${visible(row.agent_name)}"
              .checked=${liveValue(this.marked.has(row.id))} @change=${() => this.mark(row)}>`
          : nothing}<a class="row" href=${this.address(row.id)}
              aria-current=${row.id === this.chosen?.id ? 'true' : 'false'}>
          <span class="row-main"><code>${isolated(row.action)}</code> ${badge(row.status)}</span>
          <span class="row-sub">${isolated(row.agent_name)}${row.on_behalf_of
              ? html` for ${isolated(row.on_behalf_of)}`
              : nothing} · ${relative(row.created_at)}
            ${row.context?.amount === undefined
              ? nothing
              : html` · amount <bdi>${literal(row.context.amount)}</bdi>`}${row.edited ? ' · edited' : nothing}</span>
        </a></li>`)}
      </ul>
      ${pager(this.list, Number(router.parameters().offset ?? 0))}`;
  }

  /** @param {string} id */
  address(id) {
    const search = new URLSearchParams(location.search);
    search.set('id', id);
    return `/approvals?${search}`;
  }

  /** @param {Api.Approval} approval */
  detail(approval) {
    const pending = approval.status === 'pending';
    const why = objection('approver');
    const mayNot = refusal(approval);
    const approved = hasApproved(approval);
    return html`
      <button type="button" class="back small" @click=${() => router.refine({id: ''})}>Back to the list</button>
      <h2><code>${isolated(approval.action)}</code> ${badge(approval.status)}</h2>
      <dl class="facts">
        <dt>Agent</dt><dd><a href="/agents?id=${approval.agent_id}">${isolated(approval.agent_name)}</a></dd>
        ${approval.on_behalf_of
          ? html`<dt>On behalf of</dt><dd>${isolated(approval.on_behalf_of)}</dd>`
          : nothing}
        <dt>Asked</dt><dd>${time(approval.created_at)}</dd>
        ${pending && approval.expires_at ? html`<dt>Expires</dt><dd>${relative(approval.expires_at)}</dd>` : nothing}
        ${deciders(approval)}
        ${pending ? nothing : decision(approval)}
        ${approval.status === 'approved' ? permit(approval) : nothing}
      </dl>
      ${pending
        ? html`<div class="actions decide">
            <button type="button" class="primary" ?disabled=${mayNot !== null || approved}
              @click=${() => this.decide('approve')}>Approve</button>
            <button type="button" class="danger" ?disabled=${mayNot !== null}
              @click=${() => this.decide('reject')}>Reject</button>
          </div>${reason(mayNot ?? (approved ? 'You have approved. Others must approve as well.' : null))}`
        : nothing}
      ${revocable(approval)
        ? html`<div class="actions"><button type="button" class="danger" ?disabled=${why !== null}
            @click=${() => this.revoke(approval)}>Revoke</button></div>${reason(why)}`
        : nothing}
      <h3>Context${approval.edited ? ' as it was edited' : nothing}</h3>
      <aw-json label="Context" .value=${approval.context}></aw-json>
      ${approval.edited
        ? html`<h3>What the agent asked for</h3>
            <aw-json label="Original context" .value=${approval.original_context}></aw-json>`
        : nothing}
      <h3>Webhooks</h3>
      <aw-subject-deliveries
        .subject=${{id: approval.id, times: [approval.created_at, approval.resolved_at]}}></aw-subject-deliveries>
      <details class="more"><summary>Identifiers</summary>
        <dl class="facts"><dt>Approval</dt><dd><code>${approval.id}</code></dd>
        <dt>Action hash</dt><dd><code>${approval.action_hash}</code></dd></dl>
        <p><a href="/logs?kind=all&subject_id=${approval.id}">Its rows in the log</a></p>
      </details>`;
  }

  /** @param {Api.Approval} approval */
  async revoke(approval) {
    const comment = await ask({
      title: html`Revoke ${isolated(approval.action)}?`,
      text: 'Nobody can claim it any more. An agent that still wants to act must ask again.',
      input: 'Comment (optional)',
      confirm: 'Revoke',
      danger: true
    });
    if (comment === null) {
      return;
    }
    const revoked = await this.attempt(() =>
      api.post(`/api/approvals/${approval.id}/revoke`, comment ? {comment} : {}));
    this.update({
      chosen: revoked ?? await api.get(`/api/approvals/${approval.id}`),
      said: revoked ? `Revoked ${visible(approval.action)}` : ''
    });
  }
}

customElements.define('aw-approvals', ApprovalsPage);
