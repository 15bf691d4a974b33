// @ts-check
// Asks the rules without asking a human: nothing is logged or sent.

import * as api from './api.js';
import {ApiError} from './api.js';
import {html, nothing, valuesOf, View} from './view.js';
import {badge, field, isolated, problem} from './widgets.js';

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<AgentTrial>} */
class AgentTrial extends View {
  /** @type {string} */
  agentId;
  /** @type {Api.TrialVerdict & {action: string} | null} */
  verdict = null;

  /** @param {string} id */
  set agent(id) {
    if (id !== this.agentId) {
      this.update({agentId: id, verdict: null, error: null});
    }
  }

  /** @param {ElementEvent} event */
  async run(event) {
    event.preventDefault();
    const {action, context, on_behalf_of: person} = valuesOf(event.target);
    const verdict = await this.attempt(() =>
      api.post(`/api/agents/${this.agentId}/try`, {
        action, context: parse(context), on_behalf_of: person.trim() || null
      }));
    this.update({verdict: verdict ? {...verdict, action} : null});
  }

  template() {
    return html`
      <form class="inline-form" @submit=${(event) => this.run(event)}>
        ${field('It asks for', html`<input name="action" required maxlength="200" placeholder="stripe.refund">`)}
        ${field('With the context',
          html`<textarea name="context" rows="3" spellcheck="false" placeholder='{"amount": 500}'></textarea>`,
          {hint: 'A JSON object, or nothing', error: this.error?.fields?.context})}
        ${field('On behalf of', html`<input name="on_behalf_of" maxlength="255" placeholder="nobody">`)}
        <button type="submit">Try it</button>
      </form>
      ${problem(this.error?.fields?.context ? null : this.error)}
      <div role="status">${this.verdict ? this.outcome(this.verdict) : nothing}</div>`;
  }

  /** @param {Api.TrialVerdict & {action: string}} verdict */
  outcome(verdict) {
    const [tone, text] = verdict.allowed
      ? ['good', 'It would be allowed at once.']
      : verdict.requires_approval
        ? ['warn', 'A human would be asked.']
        : ['bad', 'It would be blocked.'];
    return html`<p class="verdict ${tone}"><strong>${text}</strong>
      <code>${isolated(verdict.action)}</code>: ${isolated(verdict.reason)}</p>
      ${verdict.shadow
        ? html`<p class="quiet">With the permissions that are only logged: ${badge(verdict.shadow.status)}
            ${isolated(verdict.shadow.reason)}</p>`
        : nothing}`;
  }
}

/** @param {string} text */
function parse(text) {
  if (!text.trim()) {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, {
      error: 'validation_error',
      message: 'The context is not JSON',
      fields: [{field: 'context', message: 'must be a JSON object'}]
    });
  }
}

customElements.define('aw-agent-trial', AgentTrial);
