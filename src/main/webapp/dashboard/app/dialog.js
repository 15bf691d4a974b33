// @ts-check
// Asks before something is done. Resolves to what was typed, or to null when it was called off.

import {html, nothing, render, valuesOf} from './view.js';

/**
 * @param {{title: import('./view.js').Shown, text?: import('./view.js').Shown, input?: string, confirm: string,
 *   danger?: boolean}} question
 * @returns {Promise<string | null>}
 */
export function ask({title, text, input, confirm, danger = false}) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  document.body.append(dialog);
  return new Promise((resolve) => {
    const close = (/** @type {string | null} */ result) => {
      dialog.close();
      dialog.remove();
      resolve(result);
    };
    const submit = (/** @type {import('./view.js').ElementEvent} */ event) => {
      event.preventDefault();
      close(valuesOf(event.target).input ?? '');
    };
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      close(null);
    });
    render(
      html`<form @submit=${submit}>
        <h2 id="dialog-title">${title}</h2>
        ${text ? html`<p>${text}</p>` : nothing}
        ${input
          ? html`<label class="field"><span class="label">${input}</span>
              <input name="input" maxlength="2000" autocomplete="off"></label>`
          : nothing}
        <div class="actions">
          <button type="button" @click=${() => close(null)}>Cancel</button>
          <button type="submit" class=${danger ? 'danger' : 'primary'}>${confirm}</button>
        </div>
      </form>`,
      dialog);
    dialog.showModal();
    /** @type {HTMLElement} */ (dialog.querySelector('input') ?? dialog.querySelector('[type=submit]')).focus();
  });
}
