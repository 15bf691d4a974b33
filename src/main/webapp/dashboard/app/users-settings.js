// @ts-check
// People, their roles, and those who are invited.

import * as api from './api.js';
import {ask} from './dialog.js';
import {me, objection} from './session.js';
import {html, liveValue, nothing, valuesOf, View} from './view.js';
import {choices, field, loading, problem, reason, secret, time} from './widgets.js';

/** @typedef {{user: Api.User, keys: {name?: string, last4?: string}[]}} LeftKeys */

/** @param {{name?: string, last4?: string}[]} keys */
const names = (keys) => keys.map((key) => `${key.name} (…${key.last4})`).join(', ');

const ROLES = ['admin', 'approver', 'viewer'];
const MEANINGS = {
  admin: 'admin: manages everything',
  approver: 'approver: reads everything and decides approvals',
  viewer: 'viewer: reads everything'
};

/** @typedef {import('./view.js').ElementEvent} ElementEvent */

/** @extends {View<UsersSettings>} */
class UsersSettings extends View {
  /** @type {Api.User[] | null} */
  users = null;
  /** @type {Api.Invitation[] | null} */
  invitations = null;
  /** @type {Api.Invitation | null} */
  invited = null;
  /** @type {LeftKeys | null} */
  leftKeys = null;
  /** @type {{link: string, email: string} | null} */
  passwordLink = null;

  start() {
    if (!objection('admin')) {
      this.load();
    }
  }

  async load() {
    const [users, invitations] = (await this.attempt(() => Promise.all([
      api.get('/api/users', {limit: 100}),
      api.get('/api/invitations', {limit: 100}),
    ]))) ?? [this.users, this.invitations];
    this.update({users, invitations});
  }

  /** @param {ElementEvent} event */
  async invite(event) {
    event.preventDefault();
    const form = event.target;
    const {email, role} = valuesOf(form);
    const invited = await this.attempt(() => api.post('/api/invitations', {email, role}));
    if (invited) {
      form.reset();
      this.update({invited});
      await this.load();
    }
  }

  /**
   * @param {Api.User} user
   * @param {Api.Role} role
   */
  async changeRole(user, role) {
    const changed = await this.attempt(() => api.put(`/api/users/${user.id}`, {role}));
    const isAdminNoMore = user.role === 'admin' && role !== 'admin';
    this.update({leftKeys: changed && isAdminNoMore ? {user, keys: changed.api_keys ?? []} : null});
    await this.load();
  }

  /** @param {Api.User} user */
  async removeUser(user) {
    const keys = await this.attempt(() => api.get('/api/api-keys', {created_by: user.id, limit: 100}));
    if (!keys) {
      return;
    }
    const left = keys.length ? ` The API keys that they made go on: ${names(keys)}.` : '';
    const sure = await ask({
      title: `Remove ${user.email}?`,
      text: `They are signed out with their next request, and their invitations end.${left}`,
      confirm: 'Remove',
      danger: true,
    });
    if (sure !== null) {
      const removed = await this.attempt(async () => {
        await api.remove(`/api/users/${user.id}`);
        return true;
      });
      this.update({leftKeys: removed ? {user, keys} : null});
      await this.load();
    }
  }

  /** @param {Api.User} user */
  async makePasswordLink(user) {
    const sure = await ask({
      title: `A new password for ${user.email}?`,
      text: 'You get a link to hand over. It works once, for 24 hours; an earlier one ends. '
        + 'Their password stays until they use it.',
      confirm: 'Make the link',
    });
    if (sure !== null) {
      const made = await this.attempt(() => api.post(`/api/users/${user.id}/password-link`));
      this.update({passwordLink: made ? {...made, email: user.email} : null});
    }
  }

  /**
   * Who signs in elsewhere, or has not signed in yet, has no password to lose.
   *
   * @param {Api.User} user
   */
  hasPassword(user) {
    return !user.issuer && !user.pending && user.id !== me().id;
  }

  keysLeft() {
    return this.leftKeys?.keys.length
      ? html`<p class="notice" role="status">
          API keys that ${this.leftKeys.user.email} made go on: ${names(this.leftKeys.keys)}.
          <a href="/settings?tab=general">Revoke them</a> if they are not needed.</p>`
      : nothing;
  }

  /** @param {Api.Invitation} invitation */
  async revoke(invitation) {
    await this.attempt(() => api.remove(`/api/invitations/${invitation.id}`));
    await this.load();
  }

  template() {
    const why = objection('admin');
    if (why) {
      return html`<section class="card"><h2>Users</h2>${reason(why)}</section>`;
    }
    return html`
      ${problem(this.error)}
      <section class="card"><h2>Users</h2>${this.keysLeft()}
        ${this.passwordLink
          ? secret(`The link for ${this.passwordLink.email}`, new URL(this.passwordLink.link, location.origin).href,
            () => this.update({passwordLink: null}))
          : nothing}
        ${this.users ? this.userTable(this.users) : loading('users')}</section>
      <section class="card"><h2>Invite somebody</h2>
        ${this.invited
          ? secret(`The link for ${this.invited.email}`, new URL(this.invited.link ?? '', location.origin).href,
            () => this.update({invited: null}))
          : nothing}
        <form class="inline-form" @submit=${(event) => this.invite(event)}>
          ${field('Email', html`<input name="email" type="email" required maxlength="254" autocomplete="off">`,
            {error: this.error?.fields?.email})}
          ${field('Role', html`<select name="role">${choices(ROLES, 'approver', MEANINGS)}</select>`)}
          <button type="submit" class="primary">Invite</button>
        </form>
        ${this.invitations?.length ? this.invitationTable(this.invitations) : nothing}
      </section>`;
  }

  /** @param {Api.User[]} users */
  userTable(users) {
    return html`<div class="table" tabindex="0" role="region" aria-label="Users"><table>
      <thead><tr><th scope="col">Email</th><th scope="col">Role</th><th scope="col">Since</th>
        <th scope="col"><span class="unseen">Actions</span></th></tr></thead>
      <tbody>${users.map((user) => html`<tr>
        <td>${user.email}${user.id === me().id ? ' (you)' : ''}
          ${user.pending ? '(has not signed in yet)' : ''}</td>
        <td><select aria-label="Role of ${user.email}" .value=${liveValue(user.role)}
          @change=${(event) => this.changeRole(user, /** @type {Api.Role} */ (event.target.value))}>
          ${choices(ROLES, user.role)}</select></td>
        <td>${time(user.created_at)}</td>
        <td class="buttons">${this.hasPassword(user)
            ? html`<button type="button" class="small" aria-label="New password for ${user.email}"
                @click=${() => this.makePasswordLink(user)}>New password</button>`
            : nothing}
          ${user.id === me().id
            ? nothing
            : html`<button type="button" class="small" aria-label="Remove ${user.email}"
                @click=${() => this.removeUser(user)}>Remove</button>`}</td></tr>`)}</tbody></table></div>`;
  }

  /** @param {Api.Invitation[]} invitations */
  invitationTable(invitations) {
    return html`<div class="table" tabindex="0" role="region" aria-label="Invitations"><table>
      <thead><tr><th scope="col">Invited</th><th scope="col">Role</th><th scope="col">Valid until</th>
        <th scope="col"><span class="unseen">Withdraw</span></th></tr></thead>
      <tbody>${invitations.map((invitation) => html`<tr>
        <td>${invitation.email}</td><td>${invitation.role}</td><td>${time(invitation.expires_at)}</td>
        <td class="buttons"><button type="button" class="small"
          aria-label="Withdraw the invitation of ${invitation.email}"
          @click=${() => this.revoke(invitation)}>Withdraw</button></td></tr>`)}</tbody></table></div>`;
  }
}

customElements.define('aw-users', UsersSettings);
