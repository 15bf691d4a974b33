// @ts-check
// The permissions of one agent: the most specific one that covers an action counts, and none means no.

import * as api from './api.js';
import {ask} from './dialog.js';
import {objection} from './session.js';
import {html, liveValue, nothing, valuesOf, View} from './view.js';
import {visible} from './visible.js';
import {amount, field, isolated, loading, problem, reason} from './widgets.js';

// Seconds.
const HOUR = 3600;

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<AgentPermissions>} */
class AgentPermissions extends View {
  /** @type {string} */
  agentId;
  approvals = false;
  /** @type {Api.Permission[] | null} */
  permissions = null;
  /** @type {string | null} */
  edited = null;

  /** @param {string} id */
  set agent(id) {
    if (id !== this.agentId) {
      this.update({agentId: id, permissions: null, edited: null});
      this.load();
    }
  }

  async load() {
    const permissions = await this.attempt(() => api.get(`/api/agents/${this.agentId}/permissions`));
    this.update({permissions: permissions ?? this.permissions});
  }

  /** @param {ElementEvent} event */
  async save(event) {
    event.preventDefault();
    const form = event.target;
    const {
      action, max_amount: limit, requires_approval: asks, on_approval, approval_hours: hours, approval_uses: uses
    } = valuesOf(form);
    const wanted = {
      action,
      max_amount: limit === '' ? null : Number(limit),
      requires_approval: asks === 'yes',
      on_approval,
      approval_validity: hours === '' ? null : Math.round(Number(hours) * HOUR),
      approval_uses: Number(uses)
    };
    const saved = await this.attempt(() => this.edited
      ? api.put(`/api/permissions/${this.edited}`, wanted)
      : api.post(`/api/agents/${this.agentId}/permissions`, wanted));
    if (saved) {
      form.reset();
      this.update({edited: null});
      await this.load();
    }
  }

  /** @param {Api.Permission} permission */
  async takeAway(permission) {
    const sure = await ask({
      title: html`Take ${isolated(permission.action)} away?`,
      text: 'The agent is blocked from then on, and what waits for it is cancelled.',
      confirm: 'Take away',
      danger: true
    });
    if (sure !== null) {
      await this.attempt(() => api.remove(`/api/permissions/${permission.id}`));
      await this.load();
    }
  }

  template() {
    if (!this.permissions) {
      return this.error ? problem(this.error, () => this.load()) : loading('permissions');
    }
    const why = objection('admin');
    const edited = this.permissions.find((permission) => permission.id === this.edited);
    return html`
      ${this.permissions.length
        ? html`<div class="table" tabindex="0" role="region" aria-label="Permissions"><table>
            <thead><tr><th scope="col">Action</th><th scope="col">Up to</th><th scope="col">Approval</th>
              <th scope="col"><span class="unseen">Change</span></th></tr></thead>
            <tbody>${this.permissions.map((permission) => this.row(permission, why))}</tbody></table></div>`
        : html`<p class="quiet">It may do nothing yet: what no permission covers is blocked.</p>`}
      ${problem(this.error)}
      <form class="inline-form" @submit=${(event) => this.save(event)}>
        <fieldset ?disabled=${why !== null}>
          ${field('Action', html`<input name="action" required maxlength="200" placeholder="stripe.refund or stripe.*"
              .value=${liveValue(edited?.action ?? '')}>`)}
          ${field('Maximum amount', html`<input name="max_amount" type="number" min="0" step="any"
              placeholder="no limit" .value=${liveValue(edited?.max_amount ? amount(edited.max_amount) : '')}>`)}
          ${field('Approval', html`<select name="requires_approval"
                .value=${liveValue(edited?.requires_approval ? 'yes' : 'no')}>
              <option value="no">not needed</option>
              <option value="yes" ?disabled=${!this.approvals}>a human must agree</option></select>`,
            {hint: this.approvals
              ? null
              : html`Approvals are not in your plan. <a href="/settings?tab=plans">See plans</a>`})}
          ${field('Once approved', html`<select name="on_approval"
                .value=${liveValue(edited?.on_approval ?? 'webhook')}>
              <option value="webhook">it is claimed by its id</option>
              <option value="recheck">the next equal check is allowed</option></select>`)}
          ${field('Hours valid', html`<input name="approval_hours" type="number" min="0.01" max="8760" step="any"
              placeholder="as usual"
              .value=${liveValue(edited?.approval_validity ? edited.approval_validity / HOUR : '')}>`)}
          ${field('Uses', html`<input name="approval_uses" type="number" required min="1" max="1000"
              .value=${liveValue(edited?.approval_uses ?? 1)}>`)}
          <div class="actions">
          <button type="submit" class="primary">${edited ? 'Save permission' : 'Add permission'}</button>
          ${edited ? html`<button type="button" @click=${() => this.update({edited: null})}>Cancel</button>` : nothing}
          </div>
        </fieldset>
        ${reason(why)}
      </form>`;
  }

  /**
   * @param {Api.Permission} permission
   * @param {string | null} why
   */
  row(permission, why) {
    return html`<tr>
      <td><code>${isolated(permission.action)}</code></td>
      <td>${permission.max_amount === null ? 'no limit' : amount(permission.max_amount)}</td>
      <td>${permission.requires_approval
        ? `a human must agree${permission.on_approval === 'recheck' ? ', then the next equal check is allowed' : ''}`
        : 'not needed'}</td>
      <td class="buttons">${why
        ? nothing
        : html`<button type="button" class="small" aria-label="Edit ${visible(permission.action)}"
              @click=${() => this.update({edited: permission.id})}>Edit</button>
            <button type="button" class="small" aria-label="Remove ${visible(permission.action)}"
              @click=${() => this.takeAway(permission)}>Remove</button>`}</td>
    </tr>`;
  }
}

customElements.define('aw-agent-permissions', AgentPermissions);
