// @ts-check
// What webhooks told of one approval or one row of the log, and what became of it.

import * as api from './api.js';
import * as directory from './directory.js';
import * as live from './live.js';
import {html, nothing, View} from './view.js';
import {badge, isolated, loading, problem, relative} from './widgets.js';

const BEFORE_MILLIS = 5000;
const AFTER_MILLIS = 60000;

/** @typedef {{id: string, times: (string | null)[]}} Subject */

/** @extends {View<SubjectDeliveries>} */
class SubjectDeliveries extends View {
  key = '';
  /** @type {Subject} */
  of;
  /** @type {Api.Delivery[] | null} */
  deliveries = null;

  /**
   * The id of the subject, and the times at which something happened to it.
   *
   * @param {Subject} subject
   */
  set subject(subject) {
    const key = JSON.stringify(subject);
    if (key !== this.key) {
      this.update({deliveries: subject.id === this.of?.id ? this.deliveries : null, key, of: subject});
      this.load();
    }
  }

  start() {
    this.onEnd(live.on('deliveries', () => this.load()));
  }

  async load() {
    const {key} = this;
    const moments = this.of.times.filter((moment) => moment !== null);
    const found = await this.attempt(async () => {
      const lists = await Promise.all(moments.map((moment) => api.get('/api/deliveries', {
        subject_id: this.of.id,
        created_after: new Date(Date.parse(moment) - BEFORE_MILLIS).toISOString(),
        created_before: new Date(Date.parse(moment) + AFTER_MILLIS).toISOString(),
      })));
      await directory.ensure('webhooks', lists.flat().map((delivery) => delivery.webhook_id));
      return [...new Map(lists.flat().map((delivery) => [delivery.id, delivery])).values()]
        .sort((one, other) => other.created_at.localeCompare(one.created_at));
    });
    if (found && key === this.key) {
      this.update({deliveries: found});
    }
  }

  template() {
    if (!this.deliveries) {
      return this.error ? problem(this.error, () => this.load()) : loading('deliveries');
    }
    return this.deliveries.length
      ? html`<ul class="outcomes">${this.deliveries.map((delivery) => this.outcome(delivery))}</ul>`
      : html`<p class="quiet">No webhook was subscribed to this.</p>`;
  }

  /** @param {Api.Delivery} delivery */
  outcome(delivery) {
    return html`<li>
      <span><a href="/settings?tab=webhooks&id=${delivery.webhook_id}&delivery=${delivery.id}">
        <code>${delivery.event}</code></a> ${badge(delivery.status)}</span>
      <span class="row-sub">${directory.name('webhooks', delivery.webhook_id)}
        · ${delivery.attempt_count} ${delivery.attempt_count === 1 ? 'attempt' : 'attempts'}
        ${delivery.last_status_code ? `· ${delivery.last_status_code}` : ''}
        ${delivery.last_error ? html` · ${isolated(delivery.last_error)}` : nothing}
        ${delivery.status === 'pending' && delivery.next_attempt_at
          ? html` · next ${relative(delivery.next_attempt_at)}`
          : nothing}</span>
    </li>`;
  }
}

customElements.define('aw-subject-deliveries', SubjectDeliveries);
