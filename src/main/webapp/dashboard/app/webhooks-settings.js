// @ts-check
// Settings → Webhooks: the webhooks of the organization, and the one that is open.

import * as api from './api.js';
import * as live from './live.js';
import * as router from './router.js';
import {objection, planIncludes} from './session.js';
import {html, nothing, repeat, View} from './view.js';
import {badge, loading, problem} from './widgets.js';
import './webhook-activity.js';
import './webhook-form.js';

/** @extends {View<WebhooksSettings>} */
class WebhooksSettings extends View {
  /** @type {Api.Webhook[] | null} */
  webhooks = null;
  /** @type {Api.CatalogueEntry[] | null} */
  catalogue = null;

  start() {
    this.onEnd(live.on('deliveries', () => this.load()));
    this.load();
  }

  async load() {
    const loaded = await this.attempt(async () => {
      const [webhooks, catalogue] = await Promise.all([
        api.get('/api/webhooks', {limit: 100}),
        this.catalogue ?? api.get('/api/webhooks/events'),
      ]);
      return {webhooks, catalogue};
    });
    this.update(loaded);
  }

  routed() {
    this.update();
  }

  template() {
    if (!this.webhooks || !this.catalogue) {
      return this.error ? problem(this.error, () => this.load()) : loading('webhooks');
    }
    const {webhooks} = this;
    const {id} = router.parameters();
    const adding = id === 'new' || webhooks.length === 0;
    const only = webhooks.length === 1 ? webhooks[0] : null;
    const chosen = adding ? null : webhooks.find((webhook) => webhook.id === id) ?? only;
    return html`
      ${planIncludes()
        ? nothing
        : html`<p class="notice">Webhooks are available on Pro, Business, and Enterprise plans. Upgrade your plan to
            unlock this feature. <a href="/settings?tab=plans">See plans</a></p>`}
      ${problem(this.error, () => this.load())}
      ${webhooks.length ? this.listTemplate(webhooks, chosen) : nothing}
      ${adding || chosen
        ? html`<aw-webhook-form .catalogue=${this.catalogue} .webhook=${chosen}
            @saved=${(/** @type {CustomEvent<Api.Webhook>} */ event) => this.saved(event.detail)}
            @gone=${() => this.gone()}></aw-webhook-form>`
        : nothing}
      ${chosen
        ? html`<aw-webhook-activity .webhook=${chosen} .catalogue=${this.catalogue}></aw-webhook-activity>`
        : nothing}`;
  }

  /**
   * @param {Api.Webhook[]} webhooks
   * @param {Api.Webhook | null} chosen
   */
  listTemplate(webhooks, chosen) {
    return html`<section class="card">
      <div class="title-row"><h2>Webhooks</h2>
        ${objection('admin')
          ? nothing
          : html`<a class="button" href="/settings?tab=webhooks&id=new">Add webhook</a>`}</div>
      <ul class="rows">${repeat(webhooks, (webhook) => webhook.id, (webhook) => html`
        <li><a class="row" href="/settings?tab=webhooks&id=${webhook.id}"
            aria-current=${webhook.id === chosen?.id ? 'true' : 'false'}>
          <span class="row-main"><code>${webhook.url}</code> ${badge(webhook.health.status)}</span>
          <span class="row-sub">${webhook.description
            ?? `${webhook.events.length} ${webhook.events.length === 1 ? 'event' : 'events'}`}</span>
        </a></li>`)}</ul>
    </section>`;
  }

  /** @param {Api.Webhook} webhook */
  async saved(webhook) {
    await this.load();
    router.refine({id: webhook.id, delivery: ''}, {replace: true});
  }

  async gone() {
    router.refine({id: '', delivery: ''}, {replace: true});
    await this.load();
  }
}

customElements.define('aw-webhooks', WebhooksSettings);
