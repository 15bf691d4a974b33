// @ts-check
// Getting in: sign in, create an organization, accept an invitation.

import * as api from './api.js';
import * as router from './router.js';
import {session, signIn} from './session.js';
import {html, nothing, valuesOf, View} from './view.js';
import {field, problem} from './widgets.js';

/** @typedef {import('./view.js').Shown} Shown */
/** @typedef {(form: Record<string, any>) => Promise<unknown>} Work */

// Only an address within the dashboard.
const destination = () => {
  const to = router.parameters().to ?? '/';
  return to.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/';
};

/** @extends {View<AccountPage>} */
class AccountPage extends View {
  busy = false;

  /**
   * @param {import('./view.js').ElementEvent} event
   * @param {Work} work
   */
  async submit(event, work) {
    event.preventDefault();
    const form = valuesOf(event.target);
    this.update({busy: true});
    const done = await this.attempt(async () => {
      await work(form);
      return true;
    });
    this.update({busy: false});
    if (done) {
      router.navigate(destination(), {replace: true});
    }
  }

  /**
   * @param {string} title
   * @param {Shown} body
   * @param {Work} work
   * @param {string} action
   */
  card(title, body, work, action) {
    return html`<section class="card narrow">
      <h1>${title}</h1>
      ${this.notice()}
      ${problem(this.error && Object.keys(this.error.fields ?? {}).length ? null : this.error)}
      <form @submit=${(event) => this.submit(event, work)}>
        ${body}
        <button type="submit" class="primary wide" ?disabled=${this.busy}>${action}</button>
      </form>
      ${this.after()}
    </section>`;
  }

  /** @returns {Shown} */
  notice() {
    return nothing;
  }

  /** @returns {Shown} */
  after() {
    return nothing;
  }

  /** @param {string} name */
  wrong(name) {
    return this.error?.fields?.[name];
  }
}

/** @param {string} [error] */
const email = (error) =>
  field('Email', html`<input name="email" type="email" autocomplete="username" required maxlength="254">`, {error});

/** @param {string} [error] */
const newPassword = (error) =>
  field('Password',
    html`<input name="password" type="password" autocomplete="new-password" required minlength="8" maxlength="1000">`,
    {hint: 'At least 8 characters, not a common password', error});

class SignIn extends AccountPage {
  notice() {
    return router.parameters().lost
      ? html`<p class="notice" role="status">Your session has ended. Sign in to go on.</p>`
      : nothing;
  }

  template() {
    return this.card('Sign in',
      html`${email(this.wrong('email'))}
        ${field('Password',
          html`<input name="password" type="password" autocomplete="current-password" required maxlength="1000">`)}`,
      (form) => signIn(form.email, form.password),
      'Sign in');
  }

  after() {
    return session.registration === 'open'
      ? html`<p class="after"><a href="/sign-up">Create an organization</a></p>`
      : nothing;
  }
}

class SignUp extends AccountPage {
  template() {
    return this.card('Create an organization',
      html`${field('Organization', html`<input name="organization_name" required maxlength="200">`,
          {error: this.wrong('organization_name')})}
        ${email(this.wrong('email'))} ${newPassword(this.wrong('password'))}`,
      async (form) => {
        const {organization_name, email: address, password} = form;
        await api.post('/auth/register', {organization_name, email: address, password});
        await signIn(address, password);
      },
      'Create');
  }

  after() {
    return html`<p class="after"><a href="/sign-in">Sign in instead</a></p>`;
  }
}

// A page that a one-time link leads to: the link's token stands for the old password.
class PasswordByLink extends AccountPage {
  /**
   * @param {{title: string, text: string, action: string,
   *   path: '/auth/accept-invitation' | '/auth/reset-password'}} page
   */
  byLink({title, text, action, path}) {
    const {token} = router.parameters();
    return token
      ? this.card(title,
          html`<p>${text}</p>${newPassword(this.wrong('password'))}`,
          async (form) => {
            const answer = await api.post(path, {token, password: form.password});
            await signIn(answer.user.email, form.password);
          },
          action)
      : html`<section class="card narrow"><h1>${title}</h1>
          <p>This address is incomplete. Open the whole link that you were given.</p></section>`;
  }
}

class AcceptInvitation extends PasswordByLink {
  template() {
    return this.byLink({
      title: 'Accept the invitation',
      text: 'Choose the password that you will sign in with.',
      action: 'Join',
      path: '/auth/accept-invitation',
    });
  }
}

class ResetPassword extends PasswordByLink {
  template() {
    return this.byLink({
      title: 'Choose a new password',
      text: 'Everywhere else you are signed out.',
      action: 'Save and sign in',
      path: '/auth/reset-password',
    });
  }
}

customElements.define('aw-sign-in', SignIn);
customElements.define('aw-sign-up', SignUp);
customElements.define('aw-accept-invitation', AcceptInvitation);
customElements.define('aw-reset-password', ResetPassword);
