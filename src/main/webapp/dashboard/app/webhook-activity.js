// @ts-check
// How one webhook does: numbers, charts, deliveries with every attempt, and sending again.

import * as api from './api.js';
import * as live from './live.js';
import * as router from './router.js';
import {html, nothing, repeat, View} from './view.js';
import {badge, empty, loading, PAGE, pager, problem, relative, select, time} from './widgets.js';
import './delivery-detail.js';
import './hourly-chart.js';
import './resend-panel.js';

const STATUSES = ['', 'pending', 'delivered', 'exhausted', 'cancelled', 'undelivered'];
/** @param {Api.Exact | null} rate */
const percent = (rate) => (rate === null ? '–' : `${(Number(rate) * 100).toFixed(1)} %`);
/** @param {number | null} value */
const millis = (value) => (value === null ? '–' : `${value} ms`);

/** @extends {View<WebhookActivity>} */
class WebhookActivity extends View {
  /** @type {Api.Webhook} */
  current;
  /** @type {Api.CatalogueEntry[]} */
  catalogue = [];
  /** @type {Api.Page<Api.Delivery> | null} */
  list = null;
  /** @type {Api.WebhookStatistics | null} */
  stats = null;
  asked = '';

  /** @param {Api.Webhook} webhook */
  set webhook(webhook) {
    const isAnother = webhook.id !== this.current?.id;
    this.update({current: webhook});
    if (isAnother) {
      this.update({list: null, stats: null});
      this.load();
    }
  }

  start() {
    this.onEnd(live.on('deliveries', () => this.load()));
  }

  get filters() {
    const {status, event, offset = 0} = router.parameters();
    return {status, event, offset};
  }

  async load() {
    const {id} = this.current;
    this.asked = JSON.stringify(this.filters);
    const [list, stats] = (await this.attempt(() => Promise.all([
      api.list(`/api/webhooks/${id}/deliveries`, {...this.filters, limit: PAGE}),
      api.get(`/api/webhooks/${id}/stats`),
    ]))) ?? [];
    if (list && id === this.current.id) {
      this.update({list, stats});
    }
  }

  template() {
    if (this.asked && this.asked !== JSON.stringify(this.filters)) {
      this.load();
    }
    return html`
      ${problem(this.error, () => this.load())}
      <section class="card"><h2>The last 24 hours</h2>
        ${this.stats ? this.numbers(this.stats) : loading('numbers')}</section>
      <section class="card"><h2>Deliveries</h2>${this.deliveries()}</section>
      <aw-resend .webhook=${this.current}></aw-resend>`;
  }

  /** @param {Api.WebhookStatistics} stats */
  numbers(stats) {
    return html`
      <dl class="numbers">
        <div><dt>Attempts</dt><dd>${stats.attempts}</dd></div>
        <div><dt>Successful</dt><dd>${percent(stats.success_rate)}</dd></div>
        <div><dt>Median</dt><dd>${millis(stats.latency_ms.p50)}</dd></div>
        <div><dt>95 % within</dt><dd>${millis(stats.latency_ms.p95)}</dd></div>
        <div><dt>Pending</dt><dd>${stats.deliveries.pending}</dd></div>
        <div><dt>Exhausted</dt><dd>${stats.deliveries.exhausted}</dd></div>
      </dl>
      ${stats.attempts
        ? html`<aw-hourly .hours=${stats.hours}></aw-hourly>`
        : html`<p class="quiet">No attempts yet: the charts appear with the first one.</p>`}`;
  }

  deliveries() {
    const {status, event} = router.parameters();
    return html`
      <div class="filters">
        ${select('Status', 'status', STATUSES, status ?? '', (value) => router.refine({status: value, offset: ''}),
          {'': 'any status'})}
        ${select('Event', 'event', ['', ...this.catalogue.map(({name}) => name), 'webhook.test'], event ?? '',
          (value) => router.refine({event: value, offset: ''}), {'': 'any event'})}
      </div>
      ${this.list ? this.table(this.list) : loading('deliveries')}`;
  }

  /** @param {Api.Page<Api.Delivery>} list */
  table(list) {
    const {delivery: open} = router.parameters();
    if (!list.rows.length) {
      return html`${open ? this.detail(open) : nothing}
        ${empty('No deliveries', 'What is sent to this webhook appears here by itself.')}`;
    }
    return html`
      <div class="split even ${open ? 'has-detail' : ''}">
        <div class="master"><ul class="rows">${repeat(list.rows, (row) => row.id, (row) => html`
          <li><a class="row" href=${this.address(row.id)} aria-current=${row.id === open ? 'true' : 'false'}>
            <span class="row-main"><code>${row.event}</code> ${badge(row.status)}</span>
            <span class="row-sub">${time(row.created_at)} · ${row.attempt_count}
              ${row.attempt_count === 1 ? 'attempt' : 'attempts'}
              ${row.last_status_code ? `· ${row.last_status_code}` : ''}
              ${row.status === 'pending' && row.next_attempt_at
                ? html` · next ${relative(row.next_attempt_at)}`
                : nothing}</span>
          </a></li>`)}</ul>
          ${pager(list, Number(router.parameters().offset ?? 0))}</div>
        <div class="detail">${open ? this.detail(open) : nothing}</div>
      </div>`;
  }

  /** @param {string} id */
  detail(id) {
    return html`<aw-delivery .delivery=${id} .blocks=${this.current.blocked_by === id}></aw-delivery>`;
  }

  /** @param {string} id */
  address(id) {
    const search = new URLSearchParams(location.search);
    search.set('id', this.current.id);
    search.set('delivery', id);
    return `/settings?${search}`;
  }
}

customElements.define('aw-webhook-activity', WebhookActivity);
