// @ts-check
// Settings, tab by tab; /settings?tab=plans is where the API sends whoever meets a limit.

import * as router from './router.js';
import {html, View} from './view.js';
import './delegation-settings.js';
import './general-settings.js';
import './organization-settings.js';
import './plans-settings.js';
import './teams-settings.js';
import './users-settings.js';
import './webhooks-settings.js';

/** @type {Record<string, [string, () => import('./view.js').Template]>} */
const TABS = {
  general: ['General', () => html`<aw-general></aw-general><aw-delegation></aw-delegation>`],
  webhooks: ['Webhooks', () => html`<aw-webhooks></aw-webhooks>`],
  users: ['Users', () => html`<aw-users></aw-users>`],
  teams: ['Teams', () => html`<aw-teams></aw-teams>`],
  plans: ['Plans', () => html`<aw-plans></aw-plans>`],
  organization: ['Organization', () => html`<aw-organization></aw-organization>`],
};

/** @extends {View<SettingsPage>} */
class SettingsPage extends View {
  routed() {
    this.update();
    /** @type {View<unknown> | null} */ (this.querySelector('aw-webhooks'))?.routed();
  }

  template() {
    const {tab = 'general'} = router.parameters();
    const current = tab in TABS ? tab : 'general';
    return html`
      <h1>Settings</h1>
      <nav class="tabs" aria-label="Settings">
        ${Object.entries(TABS).map(([name, [title]]) => html`
          <a href="/settings?tab=${name}" aria-current=${name === current ? 'page' : 'false'}>${title}</a>`)}
      </nav>
      ${TABS[current][1]()}`;
  }
}

customElements.define('aw-settings', SettingsPage);
