// @ts-check
// The first run: from nothing to a test event received, step by step.

import * as api from './api.js';
import {objection, planIncludes} from './session.js';
import {html, nothing, valuesOf, View} from './view.js';
import {field, isolated, loading, problem, reason, secret} from './widgets.js';

/**
 * @typedef {{agent?: Api.Agent, webhook?: Api.Webhook, key?: Api.ApiKey, permission?: Api.Permission,
 *   received: boolean}} Done
 * @typedef {{title: string, done: unknown, said: () => import('./view.js').Shown,
 *   form: () => import('./view.js').Shown, work: (form: Record<string, any>) => Promise<unknown>}} Step
 */

/** @type {Api.SubscribableEvent[]} */
const GUIDE_EVENTS = ['log.blocked', 'log.pending_approval', 'log.failed', 'approval.approved', 'approval.rejected'];

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<WelcomePage>} */
class WelcomePage extends View {
  /** @type {Done | null} */
  done = null;
  /** @type {Api.ApiKey | null} */
  created = null;
  /** @type {string | null | undefined} */
  signing = null;
  /** @type {Api.TestReport | null} */
  tested = null;

  start() {
    this.load();
  }

  async load() {
    const done = await this.attempt(async () => {
      const [agents, webhooks, delivered] = await Promise.all([
        api.get('/api/agents', {limit: 1}),
        api.get('/api/webhooks', {limit: 1}),
        api.get('/api/deliveries', {status: 'delivered', limit: 1}),
      ]);
      const [agent] = agents;
      const permissions = agent ? await api.get(`/api/agents/${agent?.id}/permissions`) : [];
      const keys = objection('admin') ? [] : await api.get('/api/api-keys', {limit: 1});
      return {agent, webhook: webhooks[0], key: keys[0], permission: permissions[0], received: delivered.length > 0};
    });
    this.update({done: done ?? this.done});
  }

  /**
   * @param {ElementEvent} event
   * @param {Step['work']} work
   */
  async step(event, work) {
    event.preventDefault();
    const form = valuesOf(event.target);
    const result = await this.attempt(() => work(form));
    if (result) {
      await this.load();
    }
  }

  /**
   * @param {Done} done
   * @returns {Step[]}
   */
  steps({agent, permission, key, webhook, received}) {
    return [
      {
        title: 'Add your agent',
        done: agent,
        said: () => html`<strong>${isolated(agent?.name)}</strong> is registered.`,
        form: () => html`
          ${field('Name of the agent', html`<input name="name" required maxlength="200" placeholder="support-bot">`)}
          <button type="submit" class="primary">Add agent</button>`,
        work: ({name}) => api.post('/api/agents', {name}),
      },
      {
        title: 'Say what it may do',
        done: permission,
        said: () => html`<code>${isolated(permission?.action)}</code>${permission?.requires_approval
          ? ', once a human agrees'
          : ''}.`,
        form: () => html`
          ${field('Action', html`<input name="action" required maxlength="200" placeholder="stripe.refund">`)}
          <label class="check"><input type="checkbox" name="asks" ?checked=${planIncludes()}
            ?disabled=${!planIncludes()}> A human must agree</label>
          <button type="submit" class="primary">Allow it</button>`,
        work: (form) => api.post(`/api/agents/${agent?.id}/permissions`,
          {action: form.action, requires_approval: form.asks === 'on'}),
      },
      {
        title: 'Give it an API key', done: key, said: () => html`<code>${key?.prefix}…${key?.last4}</code> is ready.`,
        form: () => html`<button type="submit" class="primary">Create API key</button>`,
        work: async () => {
          const created = await api.post('/api/api-keys', {name: agent?.name ?? ''});
          this.update({created});
          return created;
        },
      },
      {
        title: 'Tell your systems', done: webhook, said: () => html`<code>${webhook?.url}</code> hears of it.`,
        form: () => html`
          ${field('Webhook URL', html`<input name="url" type="url" required maxlength="2048"
            placeholder="https://your-domain.com/webhook/agentwarden">`)}
          <button type="submit" class="primary">Save Configuration</button>`,
        work: async ({url}) => {
          const saved = await api.post('/api/webhooks', {url, events: GUIDE_EVENTS});
          this.update({signing: saved.secret});
          return saved;
        },
      },
      {
        title: 'Receive a test event', done: received,
        said: () => html`Your system received an event. <a href="/overview">Open the overview</a>`,
        form: () => html`<button type="submit" class="primary">Test Webhook</button>`,
        work: async () => {
          const tested = await api.post(`/api/webhooks/${webhook?.id}/test`);
          this.update({tested});
          return tested;
        },
      },
    ];
  }

  template() {
    return html`
      <h1>Get started</h1>
      ${problem(this.error, this.done ? undefined : () => this.load())}
      ${this.done ? this.guide(this.done) : this.error ? nothing : loading('where you are')}`;
  }

  /** @param {Done} done */
  guide(done) {
    const why = objection('admin');
    const steps = this.steps(done);
    const current = steps.findIndex((step) => !step.done);
    return html`
      <p>Five steps from nothing to a webhook that arrives.
        ${current < 0 ? html`<strong>All done.</strong>` : nothing}</p>
      ${reason(why)}
      ${this.created ? secret('The API key', this.created.key ?? '', () => this.update({created: null})) : nothing}
      ${this.signing
        ? secret('The signing secret of the webhook', this.signing, () => this.update({signing: null}))
        : nothing}
      <ol class="steps">${steps.map((step, index) => html`
        <li class="card ${step.done ? 'done' : index === current ? 'current' : 'later'}"
            aria-current=${index === current ? 'step' : 'false'}>
          <h2>${step.title}</h2>
          ${step.done
            ? html`<p>${step.said()}</p>`
            : index === current
              ? html`<form class="inline-form" @submit=${(event) => this.step(event, step.work)}>
                  <fieldset ?disabled=${why !== null}>${step.form()}</fieldset></form>`
              : nothing}
          ${index === steps.length - 1 && this.tested
            ? html`<p role="status" class="verdict ${this.tested.success ? 'good' : 'bad'}">
                ${this.tested.success ? 'Test event received' : 'The test event did not arrive'}:
                ${this.tested.status_code ? `status ${this.tested.status_code}` : ''} in ${this.tested.duration_ms} ms.
                ${isolated(this.tested.error ?? '')}</p>`
            : nothing}
        </li>`)}</ol>`;
  }
}

customElements.define('aw-welcome', WelcomePage);
