// @ts-check
// The permissions of one agent: one that blocks wins, then the most specific one that covers an action, and none
// means no.

import * as api from './api.js';
import {approverFields, approversOf, inWords as approversInWords, isUsual} from './approver-fields.js';
import {ask} from './dialog.js';
import * as directory from './directory.js';
import {inWords, limitFields, limitsOf, USUAL} from './limit-fields.js';
import {objection} from './session.js';
import {html, liveValue, nothing, valuesOf, View} from './view.js';
import {visible} from './visible.js';
import {amount, badge, field, isolated, loading, problem, reason, time} from './widgets.js';

// Seconds.
const HOUR = 3600;

const EFFECTS = {allow: 'it is allowed', ask: 'a human must agree', block: 'it is blocked'};

/** @param {Api.Permission} permission */
const effectOf = (permission) => permission.effect === 'ask' && permission.on_approval === 'recheck'
  ? 'a human must agree, then the next equal check is allowed'
  : EFFECTS[permission.effect];

/**
 * As an input of a local time takes it.
 *
 * @param {string} iso
 */
const localTime = (iso) => {
  const local = new Date(iso);
  return new Date(local.getTime() - local.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/**
 * What the form says.
 *
 * @param {HTMLFormElement} form
 */
const wantedOf = (form) => {
  const values = valuesOf(form);
  const {
    action, effect, mode, when, max_amount: limit, expires_at: end, on_approval, approval_hours: hours,
    approval_uses: uses
  } = values;
  return {
    action,
    effect,
    mode,
    when: when.trim() === '' ? null : when.trim(),
    max_amount: limit === '' ? null : Number(limit),
    limits: limitsOf(values),
    expires_at: end === '' ? null : new Date(end).toISOString(),
    on_approval,
    approval_validity: hours === '' ? null : Math.round(Number(hours) * HOUR),
    approval_uses: Number(uses),
    approvers: approversOf(values),
    editable: values.editable.split(/[\s,]+/).filter(Boolean)
  };
};

const VERDICTS = {allowed: 'allowed', pending_approval: 'asked for', blocked: 'blocked'};

/** @param {Api.Simulation} simulation */
const simulated = (simulation) => html`<div role="status">
  <p>Of the last ${simulation.checks} checks${simulation.complete ? ' in seven days' : ''},
    ${simulation.changes.length ? 'these would come to something else:' : 'none would come to something else.'}</p>
  ${simulation.changes.length
    ? html`<ul>${simulation.changes.map((change) => html`<li>${change.count} that
        ${change.count === 1 ? 'was' : 'were'} ${VERDICTS[change.was]} would be ${VERDICTS[change.would_be]},
        for example <code>${isolated(change.examples[0].action)}</code>
        of ${time(change.examples[0].created_at)}</li>`)}</ul>`
    : nothing}</div>`;

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
  /** @type {Api.Simulation | null} */
  simulation = null;
  // What was typed and is not saved: drawing the page again must not take it away.
  /** @type {ReturnType<typeof wantedOf> | null} */
  draft = null;

  /** @param {string} id */
  set agent(id) {
    if (id !== this.agentId) {
      this.update({agentId: id, permissions: null, edited: null, simulation: null, draft: null});
      this.load();
    }
  }

  async load() {
    const permissions = await this.attempt(() => api.get(`/api/agents/${this.agentId}/permissions`));
    await directory.learn('teams').catch(() => {});
    this.update({permissions: permissions ?? this.permissions});
  }

  /** @param {ElementEvent} event */
  async save(event) {
    event.preventDefault();
    const form = event.target;
    const wanted = wantedOf(form);
    const saved = await this.attempt(() => this.edited
      ? api.put(`/api/permissions/${this.edited}`, wanted)
      : api.post(`/api/agents/${this.agentId}/permissions`, wanted));
    if (saved) {
      form.reset();
      this.update({edited: null, simulation: null, draft: null});
      await this.load();
    }
  }

  /** @param {ElementEvent} event */
  addLimit(event) {
    const draft = wantedOf(/** @type {HTMLFormElement} */ (event.target.form));
    this.update({draft: {...draft, limits: [...draft.limits, USUAL]}});
  }

  /**
   * @param {ElementEvent} event
   * @param {number} removed
   */
  removeLimit(event, removed) {
    const draft = wantedOf(/** @type {HTMLFormElement} */ (event.target.form));
    this.update({draft: {...draft, limits: draft.limits.filter((_, index) => index !== removed)}});
  }

  /** @param {HTMLFormElement | null} form */
  keep(form) {
    this.draft = form && wantedOf(form);
  }

  /** @param {ElementEvent} event */
  async simulate(event) {
    const {form} = event.target;
    if (form?.reportValidity()) {
      const draft = {...wantedOf(form), replaces: this.edited};
      const simulation = await this.attempt(
        () => api.post(`/api/agents/${this.agentId}/permissions/simulate`, draft));
      this.update({simulation});
    }
  }

  /** @param {Api.Permission} permission */
  async takeAway(permission) {
    const sure = await ask({
      title: html`Take ${isolated(permission.action)} away?`,
      text: permission.granted_by_approval
        ? 'A human is asked again from then on.'
        : 'The agent is blocked from then on, and what waits for it is cancelled.',
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
    const shown = this.draft ?? edited;
    return html`
      ${this.permissions.length
        ? html`<div class="table" tabindex="0" role="region" aria-label="Permissions"><table>
            <thead><tr><th scope="col">Action</th><th scope="col">When</th><th scope="col">Up to</th>
              <th scope="col">Then</th>
              <th scope="col"><span class="unseen">Change</span></th></tr></thead>
            <tbody>${this.permissions.map((permission) => this.row(permission, why))}</tbody></table></div>`
        : html`<p class="quiet">It may do nothing yet: what no permission covers is blocked.</p>`}
      ${problem(this.error)}
      <form class="inline-form" @submit=${(event) => this.save(event)}
          @input=${(event) => this.keep(event.target.form)} @change=${(event) => this.keep(event.target.form)}>
        <fieldset ?disabled=${why !== null}>
          ${field('Action', html`<input name="action" required maxlength="200" placeholder="stripe.refund or stripe.*"
              .value=${liveValue(shown?.action ?? '')}>`)}
          ${field('Maximum amount', html`<input name="max_amount" type="number" min="0" step="any"
              placeholder="no limit" .value=${liveValue(shown?.max_amount ? amount(shown.max_amount) : '')}>`)}
          ${field('Only when', html`<input name="when" maxlength="2000" spellcheck="false"
              placeholder='context.currency == "EUR"' .value=${liveValue(shown?.when ?? '')}>`)}
          ${field('Ends', html`<input name="expires_at" type="datetime-local"
              .value=${liveValue(shown?.expires_at ? localTime(shown.expires_at) : '')}>`)}
          ${field('Then', html`<select name="effect" .value=${liveValue(shown?.effect ?? 'allow')}>
              <option value="allow">it is allowed</option>
              <option value="ask" ?disabled=${!this.approvals}>a human must agree</option>
              <option value="block">it is blocked</option></select>`,
            {hint: this.approvals
              ? null
              : html`Approvals are not in your plan. <a href="/settings?tab=plans">See plans</a>`})}
          ${field('Mode', html`<select name="mode" .value=${liveValue(shown?.mode ?? 'enforce')}>
              <option value="enforce">Enforce</option>
              <option value="shadow">Only log what it would do</option></select>`)}
          ${field('Once approved', html`<select name="on_approval"
                .value=${liveValue(shown?.on_approval ?? 'webhook')}>
              <option value="webhook">it is claimed by its id</option>
              <option value="recheck">the next equal check is allowed</option></select>`)}
          ${field('Hours valid', html`<input name="approval_hours" type="number" min="0.01" max="8760" step="any"
              placeholder="as usual"
              .value=${liveValue(shown?.approval_validity ? shown.approval_validity / HOUR : '')}>`)}
          ${field('Uses', html`<input name="approval_uses" type="number" required min="1" max="1000"
              .value=${liveValue(shown?.approval_uses ?? 1)}>`)}
          ${approverFields(shown?.approvers)}
          ${field('Numbers that may be lowered', html`<input name="editable" maxlength="1000" spellcheck="false"
              placeholder="amount" .value=${liveValue((shown?.editable ?? []).join(', '))}>`)}
          ${limitFields(shown?.limits ?? [], this.approvals, (event) => this.addLimit(event),
            (event, index) => this.removeLimit(event, index))}
          <div class="actions">
          <button type="submit" class="primary">${edited ? 'Save permission' : 'Add permission'}</button>
          <button type="button" @click=${(event) => this.simulate(event)}>Simulate</button>
          ${edited
            ? html`<button type="button"
                @click=${() => this.update({edited: null, simulation: null, draft: null})}>Cancel</button>`
            : nothing}
          </div>
          ${this.simulation ? simulated(this.simulation) : nothing}
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
      <td><code>${isolated(permission.action)}</code>
        ${permission.mode === 'shadow' ? html`<br>${badge('only logged')}` : nothing}</td>
      <td>${permission.when === null ? 'always' : html`<code>${isolated(permission.when)}</code>`}
        ${permission.expires_at
          ? html`<br><span class="quiet">until ${time(permission.expires_at)}</span>`
          : nothing}</td>
      <td>${permission.max_amount === null ? 'no limit' : amount(permission.max_amount)}
        ${permission.limits.map(inWords)}</td>
      <td>${effectOf(permission)}
        ${permission.granted_by_approval
          ? html`<br>${badge('granted')} <a href="/approvals?status=any&id=${permission.granted_by_approval}">with
              an approval</a>${permission.on_behalf_of
              ? html` for ${isolated(permission.on_behalf_of)}`
              : nothing}, in place of asking`
          : nothing}
        ${permission.editable.length
          ? html`<br><span class="quiet">may be lowered: ${isolated(permission.editable.join(', '))}</span>`
          : nothing}
        ${isUsual(permission.approvers)
          ? nothing
          : html`<br><span class="quiet">${isolated(approversInWords(permission.approvers))}</span>`}</td>
      <td class="buttons">${why
        ? nothing
        : html`${permission.granted_by_approval
              ? nothing
              : html`<button type="button" class="small" aria-label="Edit ${visible(permission.action)}"
                  @click=${() => this.update({edited: permission.id, draft: null})}>Edit</button>`}
            <button type="button" class="small" aria-label="Remove ${visible(permission.action)}"
              @click=${() => this.takeAway(permission)}>Remove</button>`}</td>
    </tr>`;
  }
}

customElements.define('aw-agent-permissions', AgentPermissions);
