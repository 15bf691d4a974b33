// @ts-check
// Agents, what they may do, and what would happen if one asked.

import * as api from './api.js';
import {ask} from './dialog.js';
import * as router from './router.js';
import {objection, planIncludes} from './session.js';
import {html, liveValue, nothing, repeat, valuesOf, View} from './view.js';
import {visible} from './visible.js';
import {badge, empty, field, isolated, loading, PAGE, pager, problem, reason, time} from './widgets.js';
import './agent-permissions.js';
import './agent-trial.js';

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<AgentsPage>} */
class AgentsPage extends View {
  /** @type {Api.Page<Api.Agent> | null} */
  list = null;
  /** @type {Api.Agent | null | undefined} */
  chosen = null;
  saved = '';

  start() {
    this.load();
  }

  routed() {
    this.load();
  }

  async load() {
    const {id, offset = 0} = router.parameters();
    const loaded = await this.attempt(async () => {
      const list = await api.list('/api/agents', {offset, limit: PAGE});
      const row = list.rows.find((agent) => agent.id === id);
      return {list, chosen: row ?? (id ? await api.get(`/api/agents/${encodeURIComponent(id)}`) : list.rows[0])};
    });
    this.update(loaded ?? {chosen: null});
  }

  /** @param {ElementEvent} event */
  async add(event) {
    event.preventDefault();
    const form = event.target;
    const {name, description} = valuesOf(form);
    const agent = await this.attempt(() => api.post('/api/agents', {name, description}));
    if (agent) {
      form.reset();
      router.refine({id: agent.id, offset: ''});
    }
  }

  /**
   * @param {ElementEvent} event
   * @param {Api.Agent} agent
   */
  async save(event, agent) {
    event.preventDefault();
    const {name, description, status} = valuesOf(event.target);
    const saved = await this.attempt(() =>
      api.put(`/api/agents/${agent.id}`, {name, description: description || null, status}));
    if (saved) {
      this.update({saved: `Saved ${visible(saved.name)}`});
      await this.load();
    }
  }

  /** @param {Api.Agent} agent */
  async deleteAgent(agent) {
    const sure = await ask({
      title: html`Delete ${isolated(agent.name)}?`,
      text: 'Its permissions go, what it waits for is cancelled, and its log stays.',
      confirm: 'Delete',
      danger: true,
    });
    if (sure !== null && (await this.attempt(async () => (await api.remove(`/api/agents/${agent.id}`), true)))) {
      router.refine({id: ''});
    }
  }

  template() {
    const why = objection('admin');
    return html`
      <h1>Agents</h1>
      ${problem(this.error, () => this.load())}
      <div class="split ${router.parameters().id ? 'has-detail' : ''}">
        <section class="master" aria-label="Agents">
          ${this.listTemplate()}
          <form class="card" @submit=${(event) => this.add(event)}>
            <h2>Add an agent</h2>
            <fieldset ?disabled=${why !== null}>
              ${field('Name', html`<input name="name" required maxlength="200" placeholder="support-bot">`)}
              ${field('Description', html`<input name="description" maxlength="2000">`)}
              <button type="submit" class="primary">Add agent</button>
            </fieldset>
            ${reason(why)}
          </form>
        </section>
        <section class="detail" aria-label="The agent that is open">
          ${this.chosen ? this.detail(this.chosen, why) : nothing}
        </section>
      </div>`;
  }

  listTemplate() {
    if (!this.list) {
      return this.error ? nothing : loading('agents');
    }
    return this.list.rows.length
      ? html`<ul class="rows">${repeat(this.list.rows, (agent) => agent.id, (agent) => html`
            <li><a class="row" href="/agents?id=${agent.id}"
                aria-current=${agent.id === this.chosen?.id ? 'true' : 'false'}>
              <span class="row-main">${isolated(agent.name)} ${badge(agent.status)}</span>
              <span class="row-sub">${isolated(agent.description ?? 'No description')}</span>
            </a></li>`)}
          </ul>
          ${pager(this.list, Number(router.parameters().offset ?? 0))}`
      : empty('No agents yet', 'An agent is a program that acts for you. Add the first one, and say what it may do.');
  }

  /**
   * @param {Api.Agent} agent
   * @param {string | null} why
   */
  detail(agent, why) {
    return html`
      <button type="button" class="back small" @click=${() => router.refine({id: ''})}>Back to the list</button>
      <h2>${isolated(agent.name)} ${badge(agent.status)}</h2>
      <p class="row-sub"><code>${agent.id}</code> · since ${time(agent.created_at)}
        · <a href="/logs?agent_id=${agent.id}">its log</a></p>
      <h3>What it may do</h3>
      <aw-agent-permissions .agent=${agent.id} .approvals=${planIncludes()}></aw-agent-permissions>
      <h3>What would happen if…</h3>
      <aw-agent-trial .agent=${agent.id}></aw-agent-trial>
      <details class="more"><summary>Rename, switch off, delete</summary>
        <form @submit=${(event) => this.save(event, agent)}>
          <fieldset ?disabled=${why !== null}>
            ${field('Name', html`<input name="name" required maxlength="200" .value=${liveValue(agent.name)}>`)}
            ${field('Description', html`<input name="description" maxlength="2000"
              .value=${liveValue(agent.description ?? '')}>`)}
            ${field('Status', html`<select name="status" .value=${liveValue(agent.status)}>
              <option value="active" ?selected=${agent.status === 'active'}>active</option>
              <option value="inactive" ?selected=${agent.status === 'inactive'}>inactive: may do nothing</option>
              </select>`)}
            <div class="actions"><button type="submit" class="primary">Save agent</button>
              <button type="button" class="danger" @click=${() => this.deleteAgent(agent)}>Delete agent</button></div>
          </fieldset>
          <p role="status">${this.saved}</p>
          ${reason(why)}
        </form>
      </details>`;
  }
}

customElements.define('aw-agents', AgentsPage);
