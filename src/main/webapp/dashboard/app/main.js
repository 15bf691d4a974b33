// @ts-check
// The frame around every page: who is signed in, where one can go, how many approvals wait.

import * as api from './api.js';
import * as live from './live.js';
import * as router from './router.js';
import {forget, load, me, session, signOut} from './session.js';
import {html, nothing, View} from './view.js';
import {problem} from './widgets.js';
import './account-pages.js';
import './agents-page.js';
import './approvals-page.js';
import './insights-page.js';
import './logs-page.js';
import './overview-page.js';
import './settings-page.js';
import './welcome-page.js';

/** @type {Record<string, [string, string]>} */
const PAGES = {
  '/welcome': ['aw-welcome', 'Get started'],
  '/overview': ['aw-overview', 'Overview'],
  '/approvals': ['aw-approvals', 'Approvals'],
  '/insights': ['aw-insights', 'Decisions'],
  '/agents': ['aw-agents', 'Agents'],
  '/logs': ['aw-logs', 'Logs'],
  '/settings': ['aw-settings', 'Settings'],
};
/** @type {Record<string, [string, string]>} */
const PAGES_FOR_ANYBODY = {
  '/sign-in': ['aw-sign-in', 'Sign in'],
  '/sign-up': ['aw-sign-up', 'Create an organization'],
  '/accept-invitation': ['aw-accept-invitation', 'Accept the invitation'],
  '/reset-password': ['aw-reset-password', 'Choose a new password'],
};
const CONNECTIONS = {live: 'Live', lost: 'Not connected', connecting: 'Connecting'};
const IN_THE_MENU = ['/overview', '/approvals', '/agents', '/logs', '/settings'];

/** @extends {View<App>} */
class App extends View {
  /** @type {View<any> | null} */
  page = null;
  heading = '';
  watching = false;
  /** @type {number | null} */
  pending = 0;
  isLeast = false;

  start() {
    api.whenSessionIsLost(() => this.sessionLost());
    router.start(() => this.route());
    live.on('approvals', () => this.countPending());
    live.on('state', () => this.update());
    this.open();
  }

  async open() {
    await this.attempt(load);
    if (!this.error) {
      this.route();
    }
  }

  route() {
    const path = router.path();
    if (path in PAGES_FOR_ANYBODY) {
      this.show(...PAGES_FOR_ANYBODY[path]);
    } else if (!session.user) {
      router.navigate(`/sign-in?to=${encodeURIComponent(path + location.search)}`, {replace: true});
    } else {
      this.beginWatching();
      if (path in PAGES) {
        this.show(...PAGES[path]);
      } else {
        this.goHome();
      }
    }
  }

  async goHome() {
    const {rows} = (await this.attempt(() => api.list('/api/agents', {limit: 1}))) ?? {};
    router.navigate(rows?.length === 0 && session.user?.role === 'admin' ? '/welcome' : '/overview', {replace: true});
  }

  /**
   * @param {string} tag
   * @param {string} title
   */
  show(tag, title) {
    if (this.page?.localName === tag) {
      this.page.routed();
    } else {
      this.page = /** @type {View<any>} */ (document.createElement(tag));
      this.heading = title;
      this.querySelector('main')?.focus();
    }
    this.update();
  }

  beginWatching() {
    if (!this.watching) {
      this.watching = true;
      live.connect();
    }
  }

  endWatching() {
    this.watching = false;
    this.pending = 0;
    live.disconnect();
  }

  sessionLost() {
    if (session.user) {
      forget();
      this.endWatching();
      router.navigate(`/sign-in?lost=1&to=${encodeURIComponent(router.path() + location.search)}`);
    }
  }

  // News that comes while the session ends would be asked about in vain.
  async leave() {
    this.endWatching();
    await this.attempt(signOut);
    if (!this.error) {
      router.navigate('/sign-in');
    }
  }

  async countPending() {
    if (!session.user) {
      return;
    }
    try {
      const {total, isLeast} = await api.list('/api/approvals', {status: 'pending', limit: 1});
      this.update({pending: total, isLeast});
    } catch {
      // The next change counts again.
    }
  }

  template() {
    const count = this.pending ? `${this.pending}${this.isLeast ? '+' : ''}` : '';
    document.title = `${count ? `(${count}) ` : ''}${this.heading}${this.heading ? ' · ' : ''}AgentWarden`;
    return html`
      <a class="skip" href="#main">Skip to the content</a>
      ${session.user ? this.header(count) : html`<header class="bare">${brand()}</header>`}
      <main id="main" tabindex="-1">
        ${problem(this.error, () => this.open())}${this.error ? nothing : this.page}</main>`;
  }

  /** @param {string} count */
  header(count) {
    return html`<header>
      ${brand()}
      <nav aria-label="Pages">
        ${IN_THE_MENU.map((path) => html`<a href=${path} aria-current=${router.path() === path ? 'page' : 'false'}>
          ${PAGES[path][1]}${path === '/approvals' && count
            ? html` <span class="count">${count}<span class="unseen"> pending</span></span>`
            : nothing}
        </a>`)}
      </nav>
      <span class="live ${live.state}" role="status">${CONNECTIONS[live.state]}</span>
      <span class="who"><span class="email">${me().email}</span>
        <span class="role">${me().role}</span></span>
      <button type="button" @click=${() => this.leave()}>Sign out</button>
    </header>`;
  }
}

const brand = () => html`<a class="brand" href="/">AgentWarden</a>`;

customElements.define('aw-app', App);
document.body.append(document.createElement('aw-app'));
