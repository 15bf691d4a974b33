// @ts-check
// Sends again what a webhook has missed, or everything, and shows how far it is.

import * as api from './api.js';
import {objection} from './session.js';
import {html, nothing, valuesOf, View} from './view.js';
import {badge, field, fromLocalInput, problem, reason, time, toLocalInput} from './widgets.js';

const LOOK_MILLIS = 1000;
const A_DAY_MILLIS = 86400000;

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<ResendPanel>} */
class ResendPanel extends View {
  /** @type {string} */
  webhookId;
  /** @type {Api.Resend[]} */
  resends = [];
  /** @type {number | undefined} */
  next;

  /** @param {Api.Webhook} webhook */
  set webhook(webhook) {
    if (webhook.id !== this.webhookId) {
      this.update({webhookId: webhook.id, resends: []});
      this.load();
    }
  }

  start() {
    this.onEnd(() => clearTimeout(this.next));
  }

  async load() {
    clearTimeout(this.next);
    const resends = await this.attempt(() => api.get('/api/resends', {webhook_id: this.webhookId, limit: 5}));
    this.update({resends: resends ?? this.resends});
    if (resends?.some((resend) => resend.status === 'running') && this.isConnected) {
      this.next = setTimeout(() => this.load(), LOOK_MILLIS);
    }
  }

  /** @param {ElementEvent} event */
  async order(event) {
    event.preventDefault();
    const {kind, since, until} = valuesOf(event.target);
    const verb = /** @type {Api.Resend['kind']} */ (kind);
    const ordered = await this.attempt(() => api.post(`/api/webhooks/${this.webhookId}/${verb}`,
      {since: fromLocalInput(since), ...(until ? {until: fromLocalInput(until)} : {})}));
    if (ordered) {
      await this.load();
    }
  }

  /** @param {Api.Resend} resend */
  async cancel(resend) {
    await this.attempt(() => api.post(`/api/resends/${resend.id}/cancel`));
    await this.load();
  }

  template() {
    const why = objection('admin');
    return html`<section class="card">
      <h2>Send again</h2>
      <form class="inline-form" @submit=${(event) => this.order(event)}>
        <fieldset ?disabled=${why !== null}>
          ${field('What', html`<select name="kind"><option value="recover">recover: what did not arrive</option>
            <option value="replay">replay: everything</option></select>`)}
          ${field('Since', html`<input type="datetime-local" name="since" required
            .value=${toLocalInput(new Date(Date.now() - A_DAY_MILLIS))}>`)}
          ${field('Until', html`<input type="datetime-local" name="until">`, {hint: 'Empty: now'})}
          <button type="submit">Send again</button>
        </fieldset>
        ${reason(why)}
      </form>
      ${problem(this.error)}
      ${this.resends.length
        ? html`<ul class="outcomes" aria-label="Orders to send again">
            ${this.resends.map((resend) => this.progress(resend, why))}</ul>`
        : nothing}
    </section>`;
  }

  /**
   * @param {Api.Resend} resend
   * @param {string | null} why
   */
  progress(resend, why) {
    const [since, until, reached] = [resend.since, resend.until, resend.reached].map(Date.parse);
    const done = resend.status === 'done'
      ? 1
      : Math.min(1, Math.max(0, (reached - since) / Math.max(1, until - since)));
    return html`<li>
      <span>${resend.kind} ${badge(resend.status)} ${resend.resent} sent again</span>
      <progress max="1" .value=${done} aria-label="How far the ${resend.kind} is"></progress>
      <span class="row-sub">${time(resend.since)} until ${time(resend.until)}</span>
      ${resend.status === 'running' && !why
        ? html`<button type="button" class="small" @click=${() => this.cancel(resend)}>Cancel</button>`
        : nothing}
    </li>`;
  }
}

customElements.define('aw-resend', ResendPanel);
