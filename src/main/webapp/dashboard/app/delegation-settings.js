// @ts-check
// Who decides for the person who is signed in, and is away.

import * as api from './api.js';
import {objection} from './session.js';
import {html, nothing, valuesOf, View} from './view.js';
import {visible} from './visible.js';
import {field, isolated, loading, problem, reason, time} from './widgets.js';

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<DelegationSettings>} */
class DelegationSettings extends View {
  /** @type {Api.Delegation | null} */
  delegation = null;

  start() {
    if (!objection('approver')) {
      this.load();
    }
  }

  async load() {
    const delegation = await this.attempt(() => api.get('/api/users/me/delegation'));
    this.update({delegation: delegation ?? this.delegation});
  }

  /** @param {ElementEvent} event */
  async save(event) {
    event.preventDefault();
    const form = event.target;
    const {to, from, until} = valuesOf(form);
    const delegation = await this.attempt(() => api.put('/api/users/me/delegation', {
      to,
      from: from === '' ? null : new Date(from).toISOString(),
      until: new Date(until).toISOString()
    }));
    if (delegation) {
      form.reset();
      this.update({delegation});
    }
  }

  async end() {
    await this.attempt(() => api.remove('/api/users/me/delegation'));
    await this.load();
  }

  present() {
    const {delegation} = this;
    if (!delegation) {
      return this.error ? nothing : loading('who decides for you');
    }
    return delegation.to
      ? html`<p role="status">${isolated(visible(delegation.to_email))} decides for you
          from ${time(delegation.from)} until ${time(delegation.until)}.
          <button type="button" class="small" @click=${() => this.end()}>End it</button></p>`
      : html`<p role="status">Nobody decides for you.</p>`;
  }

  template() {
    const why = objection('approver');
    return html`<section class="card">
      <h2>While you are away</h2>
      <p>A colleague decides approvals of your teams for you. It counts as your decision.</p>
      ${why
        ? reason(why)
        : html`${problem(this.error)}${this.present()}
          <form class="inline-form" @submit=${(event) => this.save(event)}>
            ${field('Email of the colleague', html`<input name="to" type="email" required maxlength="254"
              autocomplete="off">`, {error: this.error?.fields?.to})}
            ${field('From', html`<input name="from" type="datetime-local">`, {error: this.error?.fields?.from})}
            ${field('Until', html`<input name="until" type="datetime-local" required>`,
              {error: this.error?.fields?.until})}
            <button type="submit">Let them decide</button>
          </form>`}
    </section>`;
  }
}

customElements.define('aw-delegation', DelegationSettings);
