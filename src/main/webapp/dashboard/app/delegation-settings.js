// @ts-check
// Who decides for the person who is signed in and is away, and for whom that person decides.

import * as api from './api.js';
import * as directory from './directory.js';
import {may, objection} from './session.js';
import {html, nothing, valuesOf, View} from './view.js';
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
    await directory.ensure('users', delegation?.decides_for ?? []).catch(() => {});
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
    const isLater = Date.parse(delegation.from ?? '') > Date.now();
    return html`<div role="status"><dl class="facts">
        <dt>${isLater ? 'Will decide for you' : 'Decides for you'}</dt>
        <dd>${delegation.to ? isolated(delegation.to_email) : 'nobody'}</dd>
        ${isLater ? html`<dt>From</dt><dd>${time(delegation.from)}</dd>` : nothing}
        ${delegation.to ? html`<dt>Until</dt><dd>${time(delegation.until)}</dd>` : nothing}
        ${delegation.decides_for.length
          ? html`<dt>You decide for</dt><dd>${this.delegators(delegation.decides_for)}</dd>`
          : nothing}
      </dl></div>
      ${delegation.to
        ? html`<div class="actions">
            <button type="button" class="small" @click=${() => this.end()}>End it</button></div>`
        : nothing}`;
  }

  // Only administrators may know who the others are.
  /** @param {string[]} ids */
  delegators(ids) {
    if (may('admin')) {
      return isolated(ids.map((id) => directory.name('users', id)).join(', '));
    }
    return ids.length === 1 ? 'a colleague who is away' : `${ids.length} colleagues who are away`;
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
            ${field('From', html`<input name="from" type="datetime-local">`,
              {hint: 'Empty: from now on', error: this.error?.fields?.from})}
            ${field('Until', html`<input name="until" type="datetime-local" required>`,
              {hint: 'At most 90 days later', error: this.error?.fields?.until})}
            <button type="submit">${this.delegation?.to ? 'Let them decide instead' : 'Let them decide'}</button>
          </form>`}
    </section>`;
  }
}

customElements.define('aw-delegation', DelegationSettings);
