// @ts-check
// Asks before something is done. Resolves to null when it was called off.

import {html, nothing, render, valuesOf} from './view.js';

/**
 * @typedef {{title: import('./view.js').Shown, text?: import('./view.js').Shown, input?: string,
 *   fields?: import('./view.js').Shown, confirm: string, danger?: boolean}} Question
 */

/**
 * What was typed.
 *
 * @param {Question} question
 */
export async function ask(question) {
  const values = await askFor(question);
  return values && (values.input ?? '');
}

/**
 * What all controls say, by their names.
 *
 * @param {Question} question
 * @returns {Promise<Record<string, any> | null>}
 */
export function askFor({title, text, input, fields, confirm, danger = false}) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  document.body.append(dialog);
  return new Promise((resolve) => {
    const close = (/** @type {Record<string, any> | null} */ result) => {
      dialog.close();
      dialog.remove();
      resolve(result);
    };
    const submit = (/** @type {import('./view.js').ElementEvent} */ event) => {
      event.preventDefault();
      close(valuesOf(event.target));
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
        ${fields ?? nothing}
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
