// @ts-check
// One delivery: what was sent, every attempt, and another round of them.

import * as api from './api.js';
import * as live from './live.js';
import * as router from './router.js';
import {objection} from './session.js';
import {html, nothing, View} from './view.js';
import {visibleLines} from './visible.js';
import {badge, isolated, loading, problem, reason, relative, time} from './widgets.js';
import {parseJson} from './exact-json.js';
import './json-tree.js';

/** @extends {View<DeliveryDetail>} */
class DeliveryDetail extends View {
  /** @type {string} */
  deliveryId;
  /** @type {Api.Delivery | null} */
  found = null;
  blocks = false;

  /** @param {string} id */
  set delivery(id) {
    if (id !== this.deliveryId) {
      this.update({deliveryId: id, found: null});
      this.load();
    }
  }

  start() {
    this.onEnd(live.on('deliveries', () => this.load()));
  }

  async load() {
    const id = this.deliveryId;
    const found = await this.attempt(() => api.get(`/api/deliveries/${encodeURIComponent(id)}`));
    if (found && id === this.deliveryId) {
      this.update({found});
    }
  }

  /** @param {'retry' | 'skip'} verb */
  async again(verb) {
    if (await this.attempt(() => api.post(`/api/deliveries/${this.deliveryId}/${verb}`))) {
      await this.load();
    }
  }

  template() {
    const {found} = this;
    if (!found) {
      return this.error ? problem(this.error, () => this.load()) : loading('the delivery');
    }
    const {attempts = [], payload = 'null'} = found;
    const why = objection('admin');
    return html`
      <button type="button" class="back small always" @click=${() => router.refine({delivery: ''})}>Close</button>
      <h3><code>${found.event}</code> ${badge(found.status)}</h3>
      <p class="row-sub">Event <code>${found.event_id}</code></p>
      ${problem(this.error)}
      <div class="actions">
        <button type="button" ?disabled=${why !== null} @click=${() => this.again('retry')}>Retry now</button>
        ${this.blocks
          ? html`<button type="button" ?disabled=${why !== null}
              @click=${() => this.again('skip')}>Skip, let the others pass</button>`
          : nothing}
      </div>
      ${reason(why)}
      <h4>Attempts</h4>
      ${attempts.length
        ? html`<ol class="attempts">${attempts.map((attempt) => this.attemptTemplate(attempt))}</ol>`
        : html`<p class="quiet">None yet${found.next_attempt_at
            ? html`; the first ${relative(found.next_attempt_at)}`
            : nothing}.</p>`}
      ${found.status === 'pending' && found.next_attempt_at && attempts.length
        ? html`<p>Next attempt ${relative(found.next_attempt_at)}.</p>`
        : nothing}
      <h4>Payload</h4>
      <aw-json label="Payload" .value=${parseJson(payload)}></aw-json>`;
  }

  /** @param {Api.Attempt} attempt */
  attemptTemplate(attempt) {
    return html`<li>
      <span>${badge(attempt.error ? 'failed' : 'delivered')}
        ${attempt.status_code ? html`<code>${attempt.status_code}</code>` : nothing} ${attempt.duration_ms} ms</span>
      <span class="row-sub">${time(attempt.started_at)}</span>
      ${attempt.error ? html`<span class="error">${isolated(attempt.error)}</span>` : nothing}
      ${attempt.response_body
        ? html`<details><summary>Answer</summary>
            <pre tabindex="0"
              aria-label="Answer to attempt ${attempt.attempt}">${visibleLines(attempt.response_body)}</pre>
          </details>`
        : nothing}
    </li>`;
  }
}

customElements.define('aw-delivery', DeliveryDetail);
