// @ts-check
// The base of everything on the screen: an element that draws itself from its own fields.

import {html as litHtml, nothing, render, svg as litSvg} from '../libraries/lit-html/lit-html.js';
import {live as liveValue} from '../libraries/lit-html/directives/live.js';
import {repeat as litRepeat} from '../libraries/lit-html/directives/repeat.js';

/**
 * What a template shows, and the listeners in it, whose events come from their element.
 *
 * @typedef {import('../libraries/lit-html/lit-html.js').TemplateResult} Template
 * @typedef {Event & {target: HTMLInputElement & HTMLFormElement, currentTarget: HTMLElement}} ElementEvent
 * @typedef {string | number | boolean | symbol | null | undefined | object | ((event: ElementEvent) => unknown)} Shown
 * @typedef {(strings: TemplateStringsArray, ...values: Shown[]) => Template} Tag
 * @typedef {<Row>(rows: Row[], key: (row: Row) => string, template: (row: Row) => Shown) => object} Repeat
 */
export const html = /** @type {Tag} */ (litHtml);
export const svg = /** @type {Tag} */ (/** @type {unknown} */ (litSvg));
export const repeat = /** @type {Repeat} */ (litRepeat);
export {liveValue, nothing, render};

/**
 * The values of a form by the names of its controls; a file is never among them.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, any>}
 */
export const valuesOf = (form) => Object.fromEntries(new FormData(form));

// On a narrow screen there is no head above the columns: each cell says itself what it holds.
/** @param {HTMLElement} root */
function labelCells(root) {
  for (const table of root.querySelectorAll('table')) {
    const heads = [...(table.tHead?.rows[0].cells ?? [])].map((head) => head.textContent);
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, column) => (cell.dataset.label = heads[column]));
    }
  }
}

/** @template Self the class itself, whose fields `update` takes over */
export class View extends HTMLElement {
  /** @type {(() => void)[]} */
  #endings = [];
  #scheduled = false;

  /** @type {import('./api.js').ApiError | null} */
  error = null;

  connectedCallback() {
    this.start();
    this.update();
  }

  disconnectedCallback() {
    this.#endings.splice(0).forEach((end) => end());
  }

  // When it comes onto the screen; what onEnd is given is called when it leaves.
  start() {}

  /** @param {() => void} end */
  onEnd(end) {
    this.#endings.push(end);
  }

  // When the address changed and this page stays.
  routed() {
    this.update();
  }

  /** @returns {Shown} */
  template() {
    return nothing;
  }

  // After it was drawn.
  drawn() {}

  /**
   * Takes fields over and draws soon, once, however often it is called.
   *
   * @param {Partial<Self>} fields
   */
  update(fields = {}) {
    Object.assign(this, fields);
    if (!this.#scheduled) {
      this.#scheduled = true;
      queueMicrotask(() => {
        this.#scheduled = false;
        if (this.isConnected) {
          render(this.template(), this);
          labelCells(this);
          this.drawn();
        }
      });
    }
  }

  /**
   * Runs something that may fail and shows the failure, as `error`.
   *
   * @template Result
   * @param {() => Result | Promise<Result>} work
   * @returns {Promise<Result | undefined>}
   */
  async attempt(work) {
    try {
      this.error = null;
      return await work();
    } catch (thrown) {
      const error = /** @type {import('./api.js').ApiError} */ (thrown);
      if (!('status' in error)) {
        console.error(error);
      }
      this.error = error;
      return undefined;
    } finally {
      this.update();
    }
  }
}
