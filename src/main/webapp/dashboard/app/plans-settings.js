// What each plan holds, and which one is yours.

import {session} from './session.js';
import {html, View} from './view.js';

const PLANS = [
  {name: 'free', agents: '2', features: 'no', sdk: '100', management: '60'},
  {name: 'pro', agents: '10', features: 'yes', sdk: '1,000', management: '300'},
  {name: 'business', agents: '50', features: 'yes', sdk: '10,000', management: '1,000'},
  {name: 'enterprise', agents: 'unlimited', features: 'yes', sdk: 'unlimited', management: 'unlimited'},
];

class PlansSettings extends View {
  template() {
    return html`<section class="card">
      <h2>Plans</h2>
      <p>${session.user.organization_name} is on the plan <strong>${session.user.plan}</strong>. On a server of your own, whoever operates it chooses the plan.</p>
      <div class="table" tabindex="0" role="region" aria-label="Plans"><table>
        <thead><tr><th scope="col">Plan</th><th scope="col">Agents</th><th scope="col">Approvals</th><th scope="col">Webhooks</th><th scope="col">Checks and reports a minute</th><th scope="col">API requests a minute</th></tr></thead>
        <tbody>${PLANS.map((plan) => html`<tr aria-current=${plan.name === session.user.plan ? 'true' : 'false'}>
          <th scope="row">${plan.name}${plan.name === session.user.plan ? ' (yours)' : ''}</th><td>${plan.agents}</td><td>${plan.features}</td><td>${plan.features}</td><td>${plan.sdk}</td><td>${plan.management}</td></tr>`)}</tbody></table></div>
    </section>`;
  }
}

customElements.define('aw-plans', PlansSettings);
