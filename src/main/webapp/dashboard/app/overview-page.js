// @ts-check
// The first page: what agents asked for, what waits for a human, how webhooks do. Of the last 24 hours.

import * as api from './api.js';
import {stackedBars} from './stacked-bars.js';
import {html, nothing, View} from './view.js';
import {badge, empty, isolated, loading, problem, relative, time} from './widgets.js';
import './hourly-chart.js';

const REFRESH_MILLIS = 15000;
const HOUR_MILLIS = 3600000;
/** @typedef {Pick<Api.HourOfChecks, 'allowed' | 'pending_approval' | 'blocked'>} Counts */

/** @type {{name: string, title: string, read: (counts: Counts) => number}[]} */
const VERDICTS = [
  {name: 'allowed', title: 'Allowed', read: (hour) => hour.allowed},
  {name: 'pending_approval', title: 'Asked a human', read: (hour) => hour.pending_approval},
  {name: 'blocked', title: 'Blocked', read: (hour) => hour.blocked},
];
/** @type {['under_5_minutes' | 'under_1_hour' | 'under_1_day' | 'longer', string][]} */
const WAITS = [
  ['under_5_minutes', 'Less than 5 minutes'],
  ['under_1_hour', '5 minutes to an hour'],
  ['under_1_day', 'An hour to a day'],
  ['longer', 'Longer than a day'],
];

/** @param {Api.Exact | null} rate */
const percent = (rate) => (rate === null ? '–' : `${(Number(rate) * 100).toFixed(1)} %`);
/** @param {number | null} value */
const millis = (value) => (value === null ? '–' : `${value.toLocaleString()} ms`);
/** @param {string} id */
const address = (id) => `/settings?tab=webhooks&id=${id}`;

/**
 * @param {string} hour
 * @param {string} status
 */
function logOf(hour, status) {
  const until = new Date(Date.parse(hour) + HOUR_MILLIS).toISOString();
  return `/logs${api.query({status, created_after: hour, created_before: until})}`;
}

/** @extends {View<OverviewPage>} */
class OverviewPage extends View {
  /** @type {Api.Overview | null} */
  overview = null;

  start() {
    const refresh = setInterval(() => document.hidden || this.load(), REFRESH_MILLIS);
    this.onEnd(() => clearInterval(refresh));
    this.load();
  }

  async load() {
    const overview = await this.attempt(() => api.get('/api/overview'));
    this.update({overview: overview ?? this.overview});
  }

  template() {
    return html`
      <div class="title-row"><h1>Overview</h1><p class="quiet">The last 24 hours</p></div>
      ${problem(this.error, () => this.load())}
      ${this.overview ? this.content(this.overview) : this.error ? nothing : loading('the overview')}`;
  }

  /** @param {Api.Overview} overview */
  content({checks, approvals, deliveries, webhooks}) {
    return html`
      ${this.late(checks, deliveries)}
      <div class="overview">
        <section class="card" aria-labelledby="checks"><h2 id="checks">Checks</h2>${this.checks(checks)}</section>
        <section class="card" aria-labelledby="waiting"><h2 id="waiting">Waiting for a human</h2>
          ${this.waiting(approvals)}</section>
        <section class="card" aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>
          ${this.deliveries(deliveries)}</section>
        <section class="card" aria-labelledby="webhooks"><h2 id="webhooks">Webhooks</h2>
          ${this.webhooks(webhooks)}</section>
      </div>`;
  }

  /**
   * The server counts at most ten thousand rows.
   *
   * @param {Api.Overview['checks']} checks
   * @param {Api.Overview['deliveries']} deliveries
   */
  late(checks, deliveries) {
    const since = checks.since > deliveries.since ? checks.since : deliveries.since;
    return Date.now() - Date.parse(since) < 23.9 * HOUR_MILLIS
      ? html`<p class="hint">Some numbers begin at ${time(since)}: there was more than is counted.</p>`
      : nothing;
  }

  /** @param {Api.Overview['checks']} checks */
  checks(checks) {
    const total = checks.allowed + checks.blocked + checks.pending_approval;
    if (total === 0) {
      return empty('No checks', 'Here is shown what agents ask for.');
    }
    return html`
      <dl class="numbers">${VERDICTS.map(({name, title, read}) => html`
        <div><dt>${title}</dt><dd><a href="/logs?status=${name}">${read(checks).toLocaleString()}</a></dd></div>`)}</dl>
      ${stackedBars(checks.hours, VERDICTS)}
      <details class="more"><summary>The same as a table</summary>
        <div class="table" tabindex="0" role="region" aria-label="Checks hour by hour"><table>
          <thead><tr><th scope="col">Hour</th>
            ${VERDICTS.map(({title}) => html`<th scope="col">${title}</th>`)}</tr></thead>
          <tbody>${checks.hours.filter((hour) => VERDICTS.some(({read}) => read(hour))).map((hour) => html`
            <tr><td>${time(hour.hour)}</td>${VERDICTS.map(({name, read}) => html`
              <td><a href=${logOf(hour.hour, name)}>${read(hour)}</a></td>`)}</tr>`)}</tbody></table></div>
      </details>`;
  }

  /** @param {Api.Overview['approvals']} approvals */
  waiting(approvals) {
    if (approvals.pending === 0) {
      return empty('Nothing waits', 'When an agent asks for something that needs approval, it is counted here.');
    }
    const most = Math.max(...WAITS.map(([name]) => approvals[name]));
    return html`
      <dl class="numbers">
        <div><dt>Pending</dt>
          <dd><a href="/approvals">${approvals.pending.toLocaleString()}${approvals.capped ? '+' : ''}</a></dd></div>
        <div><dt>The oldest</dt><dd>${relative(approvals.oldest_created_at)}</dd></div>
      </dl>
      <ul class="waits">${WAITS.map(([name, title]) => html`
        <li><span>${title}</span>
          <meter min="0" max=${most} .value=${approvals[name]} aria-label=${title}></meter>
          <strong>${approvals[name].toLocaleString()}</strong></li>`)}</ul>`;
  }

  /** @param {Api.Overview['deliveries']} deliveries */
  deliveries(deliveries) {
    if (deliveries.attempts === 0) {
      return empty('No deliveries', 'Here is shown what was sent to your webhooks.');
    }
    return html`
      <dl class="numbers">
        <div><dt>Attempts</dt><dd>${deliveries.attempts.toLocaleString()}</dd></div>
        <div><dt>Success rate</dt><dd>${percent(deliveries.success_rate)}</dd></div>
        <div><dt>Median</dt><dd>${millis(deliveries.latency_ms.p50)}</dd></div>
        <div><dt>95 %</dt><dd>${millis(deliveries.latency_ms.p95)}</dd></div>
      </dl>
      <aw-hourly .hours=${deliveries.hours}></aw-hourly>`;
  }

  /** @param {Api.Overview['webhooks']} webhooks */
  webhooks(webhooks) {
    const {failing_webhooks: failing, slowest_webhooks: slowest} = webhooks;
    if (webhooks.healthy + webhooks.failing + webhooks.disabled === 0) {
      return html`${empty('No webhooks', 'Tell your systems what agents do.')}
        <p><a href="/settings?tab=webhooks">Add a webhook</a></p>`;
    }
    return html`
      <dl class="numbers">${/** @type {const} */ (['healthy', 'failing', 'disabled']).map((status) => html`
        <div><dt>${badge(status)}</dt>
          <dd><a href="/settings?tab=webhooks">${webhooks[status].toLocaleString()}</a></dd></div>`)}</dl>
      ${failing.length
        ? html`<h3>Failing</h3><ul class="rows">${failing.map((webhook) => html`
            <li><a class="row" href=${address(webhook.id)}><span class="row-main">${isolated(webhook.url)}</span>
              <span class="row-sub">${webhook.reason ? isolated(webhook.reason) : nothing}
                · since ${relative(webhook.since)}</span></a></li>`)}</ul>`
        : nothing}
      ${slowest.length
        ? html`<h3>Slowest</h3><ul class="rows">${slowest.map((webhook) => html`
            <li><a class="row" href=${address(webhook.id)}>
              <span class="row-main">${isolated(webhook.url)} <span>${millis(webhook.latency_ms.p95)}</span></span>
              <span class="row-sub">${webhook.attempts.toLocaleString()} attempts
                · ${percent(webhook.success_rate)} succeeded</span></a></li>`)}</ul>`
        : nothing}`;
  }
}

customElements.define('aw-overview', OverviewPage);
