// @ts-check
// One webhook as the guide configures it: URL, events, Save Configuration, Test Webhook.

import * as api from './api.js';
import {ask} from './dialog.js';
import {prettyJson} from './exact-json.js';
import {parseHeaders} from './header-lines.js';
import {objection, planIncludes} from './session.js';
import {html, liveValue, nothing, valuesOf, View} from './view.js';
import {visibleLines} from './visible.js';
import {badge, choices, field, isolated, problem, reason, secret, time} from './widgets.js';

const ORDERINGS = {
  none: 'none: each as soon as it can be sent',
  skip: 'in order; what runs out of attempts is left behind',
  block: 'in order; what runs out of attempts holds up the rest'
};
const FORMATS = {agentwarden: 'AgentWarden', cloudevents: 'CloudEvents 1.0'};

/** @param {string} text */
const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @typedef {{url: string, events: Set<Api.SubscribableEvent>}} Draft */

/** @extends {View<WebhookForm>} */
class WebhookForm extends View {
  /** @type {Api.CatalogueEntry[]} */
  catalogue = [];
  /** @type {Api.Webhook | null} */
  current = null;
  /** @type {Draft | null} */
  draft = null;
  /** @type {Api.TestReport | null | undefined} */
  tested = null;
  testing = false;
  /** @type {{id: string, text: string} | null} */
  shownSecret = null;
  /** @type {string | null} */
  message = null;
  /** @type {string | undefined} */
  missed;

  /** @param {Api.Webhook | null} webhook */
  set webhook(webhook) {
    const isAnother = webhook?.id !== this.current?.id;
    const keepsSecret = this.shownSecret && webhook?.id === this.shownSecret.id;
    this.update(isAnother && !keepsSecret
      ? {current: webhook, draft: null, tested: null, shownSecret: null, message: null, error: null}
      : {current: webhook});
  }

  /** @returns {Draft} */
  get values() {
    return this.draft ?? {url: this.current?.url ?? '', events: new Set(this.current?.events ?? [])};
  }

  /** @param {Partial<Draft>} fields */
  change(fields) {
    this.update({draft: {...this.values, ...fields}, message: null});
  }

  /**
   * @param {Api.SubscribableEvent} event
   * @param {boolean} isOn
   */
  toggle(event, isOn) {
    const events = new Set(this.values.events);
    if (isOn) {
      events.add(event);
    } else {
      events.delete(event);
    }
    this.change({events});
  }

  /** @param {ElementEvent} event */
  async save(event) {
    event.preventDefault();
    const form = valuesOf(event.target);
    const {current} = this;
    const wanted = {url: this.values.url.trim(), events: [...this.values.events], ...this.options(form)};
    const saved = await this.attempt(() => current
      ? api.put(`/api/webhooks/${current.id}`, wanted)
      : api.post('/api/webhooks', wanted));
    if (saved) {
      this.update({
        draft: null, current: saved, tested: null, message: 'Configuration saved', missed: saved.missed_since
      });
      this.keep(saved);
      this.tell('saved', saved);
    }
  }

  /**
   * Left out, everything stays as the server has it.
   *
   * @param {Record<string, any>} form
   */
  options(form) {
    if (!('max_retries' in form)) {
      return {};
    }
    const headers = parseHeaders(form.headers);
    return {
      description: form.description || null,
      enabled: form.enabled === 'on',
      ...(form.max_retries === '' ? {} : {max_retries: Number(form.max_retries)}),
      ordering: form.ordering,
      rate_limit: Number(form.rate_limit || 0),
      format: form.format,
      filter_agents: lines(form.filter_agents),
      filter_actions: lines(form.filter_actions),
      ...(Object.keys(headers).length ? {headers} : {}),
    };
  }

  /**
   * There is none to show for a key pair: the receiver's half is public.
   *
   * @param {Api.Webhook} answer
   */
  keep(answer) {
    if (answer.secret) {
      this.update({shownSecret: {id: answer.id, text: answer.secret}});
    }
  }

  /**
   * @param {string} name
   * @param {Api.Webhook} [detail]
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }

  /** @param {Api.Webhook} webhook */
  async test(webhook) {
    this.update({testing: true, tested: null});
    const tested = await this.attempt(() => api.post(`/api/webhooks/${webhook.id}/test`));
    this.update({testing: false, tested});
  }

  /** @param {Api.Webhook} webhook */
  async rotate(webhook) {
    const sure = await ask({
      title: 'Rotate the secret?',
      text: 'For 24 hours both sign, so that receivers can change over.',
      confirm: 'Rotate secret'
    });
    if (sure !== null) {
      const rotated = await this.attempt(() => api.post(`/api/webhooks/${webhook.id}/rotate-secret`));
      if (rotated) {
        this.keep(rotated);
      }
    }
  }

  /** @param {Api.Webhook} webhook */
  async deleteWebhook(webhook) {
    const sure = await ask({
      title: 'Delete this webhook?',
      text: `${webhook.url} gets nothing more, and what waits for it is cancelled.`,
      confirm: 'Delete',
      danger: true
    });
    if (sure !== null
        && (await this.attempt(async () => (await api.remove(`/api/webhooks/${webhook.id}`), true)))) {
      this.tell('gone');
    }
  }

  template() {
    const why = objection('admin') ?? (planIncludes() ? null : 'Webhooks are not in your plan.');
    const {current} = this;
    return html`<section class="card">
      <h2>${current ? 'Configuration' : 'New webhook'}</h2>
      ${current ? this.health(current) : nothing}
      <form @submit=${(event) => this.save(event)}>
        <fieldset ?disabled=${why !== null}>
          ${field('Webhook URL', html`<input name="url" type="url" required maxlength="2048"
              placeholder="https://your-domain.com/webhook/agentwarden"
              .value=${liveValue(this.values.url)} @input=${(event) => this.change({url: event.target.value})}>`,
            {error: this.error?.fields?.url})}
          <fieldset class="events"><legend>Events</legend>
            ${this.catalogue.map((event) => this.event(event))}
            ${this.error?.fields?.events ? html`<p class="error">events ${this.error.fields.events}</p>` : nothing}
          </fieldset>
          ${this.more(current)}
          ${problem(this.error && !this.error.fields?.url && !this.error.fields?.events ? this.error : null)}
          <div class="actions">
            <button type="submit" class="primary">Save Configuration</button>
            <button type="button" ?disabled=${!current || Boolean(this.draft) || this.testing}
              @click=${() => current && this.test(current)}>Test Webhook</button>
            ${current ? html`<span class="spacer"></span>
              <button type="button" @click=${() => this.rotate(current)}>Rotate secret</button>
              <button type="button" class="danger" @click=${() => this.deleteWebhook(current)}>Delete</button>`
              : nothing}
          </div>
        </fieldset>
        ${current && !this.draft ? nothing : html`<p class="hint">Save the configuration to be able to test it.</p>`}
        ${reason(why)}
      </form>
      <div role="status" class="outcome">
        ${this.message ? html`<p class="said">${this.message}</p>` : nothing}
        ${this.missed ? html`<p>It has missed deliveries since ${time(this.missed)}: recover them below.</p>` : nothing}
        ${this.testing ? html`<p>Sending the test…</p>` : nothing}
        ${this.tested ? this.testOutcome(this.tested) : nothing}
      </div>
      ${this.shownSecret
        ? secret('The signing secret', this.shownSecret.text, () => this.update({shownSecret: null}))
        : nothing}
    </section>`;
  }

  /** @param {Api.Webhook} webhook */
  health({health}) {
    return health.status === 'healthy'
      ? nothing
      : html`<p class="health">${badge(health.status)} since ${time(health.since)}${health.reason
          ? html`: ${isolated(health.reason)}`
          : ''}</p>`;
  }

  /** @param {Api.CatalogueEntry} entry */
  event({name, description, example}) {
    return html`<div class="event">
      <label><input type="checkbox" name="events" value=${name} .checked=${liveValue(this.values.events.has(name))}
        @change=${(event) => this.toggle(name, event.target.checked)}> <code>${name}</code>
        <span class="hint">${description}</span></label>
      <details><summary>Example payload<span class="unseen"> of ${name}</span></summary>
        <pre tabindex="0" aria-label="Example of ${name}">${prettyJson(example)}</pre></details>
    </div>`;
  }

  /** @param {Api.Webhook | null} current */
  more(current) {
    return html`<details class="more"><summary>More options</summary>
      ${field('Description', html`<input name="description" maxlength="2000" .value=${current?.description ?? ''}>`)}
      <label class="check"><input type="checkbox" name="enabled" ?checked=${current?.enabled ?? true}> Enabled</label>
      ${field('Retries after the first attempt', html`<input name="max_retries" type="number" min="0" max="10"
        placeholder="3" .value=${String(current?.max_retries ?? '')}>`)}
      ${field('Order of deliveries', html`<select name="ordering">
        ${choices(Object.keys(ORDERINGS), current?.ordering ?? 'none', ORDERINGS)}</select>`)}
      ${field('Requests per second at most', html`<input name="rate_limit" type="number" min="0" max="1000"
        .value=${String(current?.rate_limit ?? 0)}>`, {hint: '0: as many as may be'})}
      ${field('Format', html`<select name="format">
        ${choices(Object.keys(FORMATS), current?.format ?? 'agentwarden', FORMATS)}</select>`)}
      ${field('Only these agents', html`<textarea name="filter_agents" rows="2"
        .value=${(current?.filter_agents ?? []).join('\n')}></textarea>`,
        {hint: 'Names or ids, one a line, * matches anything; empty: all'})}
      ${field('Only these actions', html`<textarea name="filter_actions" rows="2"
        .value=${(current?.filter_actions ?? []).join('\n')}></textarea>`, {hint: 'One a line; empty: all'})}
      ${field('Headers to send along',
        html`<textarea name="headers" rows="2" placeholder="X-Tenant: example"></textarea>`,
        {hint: current?.header_names?.length
          ? `Set now: ${current.header_names.join(', ')}. Their values are not shown; what you write here replaces `
            + 'them all. They are dropped when the scheme, host or port of the URL changes.'
          : 'One a line, Name: value. Values are never shown again.'})}
    </details>`;
  }

  /** @param {Api.TestReport} tested */
  testOutcome(tested) {
    return html`<div class="verdict ${tested.success ? 'good' : 'bad'}">
      <p><strong>${tested.success ? 'The test event arrived.' : 'The test event did not arrive.'}</strong>
        ${tested.status_code ? html`Status <code>${tested.status_code}</code>` : nothing} in ${tested.duration_ms} ms.
        ${isolated(tested.error ?? '')}</p>
      ${tested.response_body
        ? html`<pre tabindex="0" aria-label="What the receiver answered">${visibleLines(tested.response_body)}</pre>`
        : nothing}
    </div>`;
  }
}

customElements.define('aw-webhook-form', WebhookForm);
