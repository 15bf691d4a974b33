// @ts-check
// Everything that the organization owns: taken away as a file, or removed for ever.

import * as api from './api.js';
import * as live from './live.js';
import {ask} from './dialog.js';
import {me, objection} from './session.js';
import {html, nothing, View} from './view.js';
import {problem, reason} from './widgets.js';

/**
 * What would be removed, in words.
 *
 * @param {Api.ErrorDetail['removes']} removes
 */
const counted = (removes = {}) =>
  Object.entries(removes)
    .filter(([, count]) => count.number > 0)
    .map(([kind, count]) => `${count.number}${count.or_more ? '+' : ''} ${kind.replaceAll('_', ' ')}`)
    .join(', ');

/** @extends {View<OrganizationSettings>} */
class OrganizationSettings extends View {
  wrongName = false;

  // Without a confirmation the server says what would be removed.
  async remove() {
    this.wrongName = false;
    await this.attempt(async () => {
      try {
        await api.remove('/api/organization');
      } catch (thrown) {
        const error = /** @type {import('./api.js').ApiError} */ (thrown);
        if (error.code !== 'confirmation_required') {
          throw error;
        }
        await this.confirm(error);
      }
    });
  }

  /** @param {import('./api.js').ApiError} required */
  async confirm(required) {
    const name = me().organization_name;
    const typed = await ask({
      title: `Remove ${name}?`,
      text: `Everything that it owns is removed for ever: ${counted(required.removes)}. `
        + 'Everybody is signed out, API keys are refused and webhooks end at once.',
      input: `Type ${name} to confirm`,
      confirm: 'Remove the organization',
      danger: true,
    });
    if (typed !== null && typed !== name) {
      this.update({wrongName: true});
    } else if (typed !== null) {
      await this.leave(required.confirmation ?? '', name);
    }
  }

  /**
   * News that comes while the session ends would be asked about in vain.
   *
   * @param {string} confirmation
   * @param {string} name
   */
  async leave(confirmation, name) {
    live.disconnect();
    try {
      await api.remove('/api/organization', {confirmation, name});
    } catch (thrown) {
      live.connect();
      throw thrown;
    }
    location.assign('/sign-in');
  }

  template() {
    const why = objection('admin');
    return html`
      ${problem(this.error)}
      <section class="card">
        <h2>Export</h2>
        <p>Everything that ${me().organization_name} owns, as a ZIP of JSON lines: agents, permissions, approvals,
          webhooks, events, deliveries, users, teams, API keys, invitations, and the log with its seals. Passwords,
          keys and secrets are not in it.</p>
        ${why
          ? reason(why)
          : html`<div class="actions">
              <a class="button" href="/api/organization/export" download>Export as ZIP</a></div>`}
      </section>
      <section class="card">
        <h2>Remove</h2>
        <p>Removes ${me().organization_name} and everything that it owns, the log included. Nobody can undo it. Export
          it first.</p>
        ${this.wrongName
          ? html`<p class="problem" role="alert">That is not the name of the organization. Nothing was removed.</p>`
          : nothing}
        ${why
          ? reason(why)
          : html`<div class="actions"><button type="button" class="danger" @click=${() => this.remove()}>
              Remove organization</button></div>`}
      </section>`;
  }
}

customElements.define('aw-organization', OrganizationSettings);
