// @ts-check
// The organization's name and its API keys.

import * as api from './api.js';
import * as directory from './directory.js';
import {ask} from './dialog.js';
import {changePassword, may, me, objection} from './session.js';
import {html, nothing, valuesOf, View} from './view.js';
import {empty, field, loading, problem, reason, secret, time} from './widgets.js';

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<GeneralSettings>} */
class GeneralSettings extends View {
  /** @type {Api.ApiKey[] | null} */
  keys = null;
  /** @type {Api.ApiKey | null} */
  created = null;
  renamed = '';
  changed = '';

  start() {
    this.load();
  }

  async load() {
    if (may('admin')) {
      const keys = await this.attempt(() => api.get('/api/api-keys', {limit: 100}));
      await directory.learn('agents').catch(() => {});
      await directory.ensure('users', (keys ?? []).map((key) => key.created_by)).catch(() => {});
      this.update({keys: keys ?? this.keys});
    }
  }

  /** @param {ElementEvent} event */
  async rename(event) {
    event.preventDefault();
    const {name} = valuesOf(event.target);
    const organization = await this.attempt(() => api.put('/api/organization', {name}));
    if (organization) {
      me().organization_name = organization.name;
      this.update({renamed: 'Saved'});
    }
  }

  /** @param {ElementEvent} event */
  async changePassword(event) {
    event.preventDefault();
    const form = event.target;
    const {current_password, new_password} = valuesOf(form);
    const changed = await this.attempt(async () => {
      await changePassword({current_password, new_password});
      return true;
    });
    if (changed) {
      form.reset();
      this.update({changed: 'Your password is changed, and you are signed out everywhere else'});
    }
  }

  /** @param {ElementEvent} event */
  async create(event) {
    event.preventDefault();
    const form = event.target;
    const {name} = valuesOf(form);
    const agents = /** @type {string[]} */ (new FormData(form).getAll('agent_ids'));
    const created = await this.attempt(() =>
      api.post('/api/api-keys', {name, agent_ids: agents.length ? agents : null}));
    if (created) {
      form.reset();
      this.update({created});
      await this.load();
    }
  }

  /** @param {Api.ApiKey} key */
  async revoke(key) {
    const sure = await ask({
      title: `Revoke ${key.name}?`,
      text: 'Whoever uses it is refused at once.',
      confirm: 'Revoke',
      danger: true
    });
    if (sure !== null) {
      await this.attempt(() => api.remove(`/api/api-keys/${key.id}`));
      await this.load();
    }
  }

  template() {
    const why = objection('admin');
    return html`
      ${problem(this.error, () => this.load())}
      <section class="card">
        <h2>Organization</h2>
        <form class="inline-form" @submit=${(event) => this.rename(event)}>
          <fieldset ?disabled=${why !== null}>
            ${field('Name',
              html`<input name="name" required maxlength="200" .value=${me().organization_name}>`)}
            <button type="submit">Save name</button>
          </fieldset>
          <p role="status">${this.renamed}</p>
        </form>
        <p>You are ${me().email}, ${me().role},
          on the plan <a href="/settings?tab=plans">${me().plan}</a>.</p>
        ${reason(why)}
      </section>
      <section class="card">
        <h2>Your password</h2>
        <form class="inline-form" @submit=${(event) => this.changePassword(event)}>
          <input type="hidden" autocomplete="username" .value=${me().email}>
          ${field('Current password', html`<input name="current_password" type="password" required
            maxlength="1000" autocomplete="current-password">`)}
          ${field('New password', html`<input name="new_password" type="password" required minlength="8"
            maxlength="1000" autocomplete="new-password">`)}
          <button type="submit">Change password</button>
        </form>
        <p role="status" class="said">${this.changed}</p>
      </section>
      <section class="card">
        <h2>API keys</h2>
        <p>Agents present one as <code>X-API-Key</code>.</p>
        ${this.created
          ? secret(`The key “${this.created.name}”`, this.created.key ?? '', () => this.update({created: null}))
          : nothing}
        ${why ? reason(why) : this.keyList()}
      </section>`;
  }

  keyList() {
    return html`
      ${!this.keys
        ? loading('API keys')
        : this.keys.length
          ? html`<div class="table" tabindex="0" role="region" aria-label="API keys"><table>
              <thead><tr><th scope="col">Name</th><th scope="col">Key</th><th scope="col">Agents</th>
                <th scope="col">Created</th><th scope="col">By</th><th scope="col">Last used</th>
                <th scope="col"><span class="unseen">Revoke</span></th></tr></thead>
              <tbody>${this.keys.map((key) => html`<tr>
                <td>${key.name}</td><td><code>${key.prefix}…${key.last4}</code></td>
                <td>${key.agent_ids ? key.agent_ids.map((id) => directory.name('agents', id)).join(', ') : 'any'}</td>
                <td>${time(key.created_at)}</td>
                <td>${key.created_by ? directory.name('users', key.created_by) : '–'}</td>
                <td>${time(key.last_used_at)}</td>
                <td class="buttons"><button type="button" class="small" aria-label="Revoke ${key.name}"
                  @click=${() => this.revoke(key)}>Revoke</button></td></tr>`)}</tbody></table></div>`
          : empty('No API keys', 'An agent needs one to ask and to report.')}
      <form class="inline-form" @submit=${(event) => this.create(event)}>
        ${field('Name of the new key', html`<input name="name" required maxlength="200" placeholder="support bot">`)}
        ${field('Agents it may act for', html`<select name="agent_ids" multiple size="3">
          ${directory.all('agents').map((agent) => html`<option value=${agent.id}>${agent.name}</option>`)}</select>`,
          {hint: 'None chosen: any agent'})}
        <button type="submit" class="primary">Create API key</button>
      </form>`;
  }
}

customElements.define('aw-general', GeneralSettings);
