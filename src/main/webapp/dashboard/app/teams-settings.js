// @ts-check
// Teams: some people under one name, whom permissions name to decide.

import * as api from './api.js';
import {ask} from './dialog.js';
import * as directory from './directory.js';
import {may, objection} from './session.js';
import {html, liveValue, nothing, valuesOf, View} from './view.js';
import {visible} from './visible.js';
import {empty, field, isolated, loading, problem, reason} from './widgets.js';

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<TeamsSettings>} */
class TeamsSettings extends View {
  /** @type {Api.Team[] | null} */
  teams = null;
  /** @type {Api.Team | null} */
  edited = null;

  start() {
    this.load();
  }

  async load() {
    const teams = await this.attempt(() => api.get('/api/teams', {limit: 100}));
    await directory.learn('users').catch(() => {});
    this.update({teams: teams ?? this.teams});
  }

  /** @param {ElementEvent} event */
  async save(event) {
    event.preventDefault();
    const form = event.target;
    const {name} = valuesOf(form);
    const {edited} = this;
    const chosen = /** @type {string[]} */ (new FormData(form).getAll('members'));
    // Of many people not all are listed: who is not stays.
    const listed = new Set(directory.all('users').map((user) => user.id));
    const unlisted = (edited?.members ?? []).filter((id) => !listed.has(id));
    const wanted = {name, members: [...chosen, ...unlisted]};
    const saved = await this.attempt(() => edited
      ? api.put(`/api/teams/${edited.id}`, wanted)
      : api.post('/api/teams', wanted));
    if (saved) {
      form.reset();
      this.update({edited: null});
      await this.load();
    }
  }

  /** @param {Api.Team} team */
  async removeTeam(team) {
    const sure = await ask({
      title: html`Delete the team ${isolated(team.name)}?`,
      text: 'Nobody decides any more what waits for it.',
      confirm: 'Delete',
      danger: true
    });
    if (sure !== null) {
      await this.attempt(() => api.remove(`/api/teams/${team.id}`));
      await this.load();
    }
  }

  template() {
    const why = objection('admin');
    return html`
      <section class="card"><h2>Teams</h2>
        <p>A permission may name a team: only its people decide what it asks for.</p>
        ${problem(this.error)}
        ${this.teams ? this.table(this.teams) : loading('teams')}
        ${why ? reason(why) : this.form()}
      </section>`;
  }

  /** @param {Api.Team[]} teams */
  table(teams) {
    return teams.length
      ? html`<div class="table" tabindex="0" role="region" aria-label="Teams"><table>
          <thead><tr><th scope="col">Name</th><th scope="col">People</th>
            <th scope="col"><span class="unseen">Actions</span></th></tr></thead>
          <tbody>${teams.map((team) => html`<tr>
            <td>${isolated(team.name)}</td>
            <td>${team.members.length
              ? isolated(team.members.map((id) => directory.name('users', id)).join(', '))
              : 'nobody'}</td>
            <td class="buttons">${may('admin')
              ? html`<button type="button" class="small" aria-label="Edit ${visible(team.name)}"
                    @click=${() => this.update({edited: team})}>Edit</button>
                  <button type="button" class="small" aria-label="Delete ${visible(team.name)}"
                    @click=${() => this.removeTeam(team)}>Delete</button>`
              : nothing}</td></tr>`)}</tbody></table></div>`
      : empty('No teams', 'Any approver or admin decides.');
  }

  form() {
    const {edited} = this;
    return html`<form class="inline-form" @submit=${(event) => this.save(event)}>
      ${field('Name', html`<input name="name" required maxlength="100" placeholder="Finance"
          .value=${liveValue(edited?.name ?? '')}>`, {error: this.error?.fields?.name})}
      ${field('People', html`<select name="members" multiple size="5">
          ${directory.all('users').map((user) => html`
            <option value=${user.id} .selected=${liveValue(edited?.members.includes(user.id) ?? false)}>${
              visible(user.name)}</option>`)}</select>`, {error: this.error?.fields?.members})}
      <button type="submit" class="primary">${edited ? 'Save team' : 'Create team'}</button>
      ${edited
        ? html`<button type="button" @click=${() => this.update({edited: null})}>Cancel</button>`
        : nothing}
    </form>`;
  }
}

customElements.define('aw-teams', TeamsSettings);
