// @ts-check
// What each plan holds, and which one is yours.

import * as api from './api.js';
import {ask} from './dialog.js';
import {me, objection, session} from './session.js';
import {html, nothing, View} from './view.js';
import {problem, reason} from './widgets.js';

/** @type {{name: Api.Plan, agents: string, features: string, sdk: string, management: string}[]} */
const PLANS = [
  {name: 'free', agents: '2', features: 'no', sdk: '100', management: '60'},
  {name: 'pro', agents: '10', features: 'yes', sdk: '1,000', management: '300'},
  {name: 'business', agents: '50', features: 'yes', sdk: '10,000', management: '1,000'},
  {name: 'enterprise', agents: 'unlimited', features: 'yes', sdk: 'unlimited', management: 'unlimited'},
];

/** @extends {View<PlansSettings>} */
class PlansSettings extends View {
  /** @param {Api.Plan} plan */
  async choose(plan) {
    const sure = await ask({
      title: `Change to the plan ${plan}?`,
      text: 'What it does not hold is kept, and not used until you are back.',
      confirm: `Change to ${plan}`
    });
    const changed = sure === null ? null : await this.attempt(() => api.put('/api/organization', {plan}));
    if (changed) {
      me().plan = changed.plan;
      this.update();
    }
  }

  template() {
    const why = session.plans === 'operator' ? 'The operator of this server chooses the plan.' : objection('admin');
    return html`<section class="card">
      <h2>Plans</h2>
      <p>${me().organization_name} is on the plan <strong>${me().plan}</strong>.</p>
      ${problem(this.error)}
      <div class="table" tabindex="0" role="region" aria-label="Plans"><table>
        <thead><tr><th scope="col">Plan</th><th scope="col">Agents</th><th scope="col">Approvals</th>
          <th scope="col">Webhooks</th><th scope="col">Checks and reports a minute</th>
          <th scope="col">API requests a minute</th>
          <th scope="col"><span class="unseen">Change</span></th></tr></thead>
        <tbody>${PLANS.map((plan) => html`<tr aria-current=${plan.name === me().plan ? 'true' : 'false'}>
          <th scope="row">${plan.name}${plan.name === me().plan ? ' (yours)' : ''}</th>
          <td>${plan.agents}</td><td>${plan.features}</td><td>${plan.features}</td>
          <td>${plan.sdk}</td><td>${plan.management}</td>
          <td class="buttons">${why || plan.name === me().plan
            ? nothing
            : html`<button type="button" class="small" aria-label="Change to ${plan.name}"
                @click=${() => this.choose(plan.name)}>Change</button>`}</td></tr>`)}</tbody></table></div>
      ${reason(why)}
    </section>`;
  }
}

customElements.define('aw-plans', PlansSettings);
