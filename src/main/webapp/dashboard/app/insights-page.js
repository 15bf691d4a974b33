// @ts-check
// What became of the approvals of the last 30 days, and how long people took.

import * as api from './api.js';
import * as directory from './directory.js';
import {html, nothing, View} from './view.js';
import {empty, isolated, loading, problem} from './widgets.js';

/** @typedef {Api.ApprovalStatistics['total']} Counts */

/** @type {[keyof Counts, string][]} */
const COLUMNS = [
  ['asked', 'Asked'], ['approved', 'Approved'], ['rejected', 'Rejected'], ['expired', 'Expired'],
  ['cancelled', 'Cancelled'], ['pending', 'Waiting']
];

// Seconds.
const MINUTE = 60;
const HOUR = 3600;

/**
 * Pure. A duration as people say it.
 *
 * @param {number | null} seconds
 */
export function duration(seconds) {
  if (seconds === null) {
    return '–';
  }
  if (seconds < MINUTE) {
    return `${seconds} s`;
  }
  return seconds < HOUR ? `${Math.round(seconds / MINUTE)} min` : `${(seconds / HOUR).toFixed(1)} h`;
}

/** @extends {View<InsightsPage>} */
class InsightsPage extends View {
  /** @type {Api.ApprovalStatistics | null} */
  statistics = null;

  start() {
    Promise.all([directory.learn('agents'), directory.learn('teams')]).then(() => this.update(), () => {});
    this.load();
  }

  async load() {
    const statistics = await this.attempt(() => api.get('/api/approvals/stats'));
    this.update({statistics: statistics ?? this.statistics});
  }

  template() {
    return html`
      <div class="title-row"><h1>Decisions</h1><p class="quiet">Approvals of the last 30 days</p></div>
      ${problem(this.error, () => this.load())}
      ${this.statistics ? this.content(this.statistics) : this.error ? nothing : loading('the statistics')}`;
  }

  /** @param {Api.ApprovalStatistics} statistics */
  content({total, by_agent: agents, by_action: actions, by_team: teams, complete}) {
    if (total.asked === 0) {
      return empty('Nothing was asked for', 'What agents ask for appears here.');
    }
    return html`
      ${complete ? nothing : html`<p class="quiet">There are more; these are the newest 10,000.</p>`}
      ${this.table('All', [['All approvals', total]])}
      ${this.table('By agent', agents.map((row) => [isolated(directory.name('agents', row.agent_id)), row.counts]))}
      ${this.table('By action', actions.map((row) => [html`<code>${isolated(row.action)}</code>`, row.counts]))}
      ${teams.length
        ? this.table('By team', teams.map((row) => [isolated(directory.name('teams', row.team)), row.counts]))
        : nothing}`;
  }

  /**
   * @param {string} title
   * @param {[import('./view.js').Shown, Counts][]} rows
   */
  table(title, rows) {
    return html`<h2>${title}</h2>
      <div class="table" tabindex="0" role="region" aria-label=${title}><table>
        <thead><tr><th scope="col"><span class="unseen">Of</span></th>
          ${COLUMNS.map(([, name]) => html`<th scope="col">${name}</th>`)}
          <th scope="col">Median time</th><th scope="col">95 of 100 within</th></tr></thead>
        <tbody>${rows.map(([name, counts]) => html`<tr><th scope="row">${name}</th>
          ${COLUMNS.map(([member]) => html`<td>${Number(counts[member]).toLocaleString()}</td>`)}
          <td>${duration(counts.median_seconds)}</td><td>${duration(counts.p95_seconds)}</td></tr>`)}</tbody>
      </table></div>`;
  }
}

customElements.define('aw-insights', InsightsPage);
