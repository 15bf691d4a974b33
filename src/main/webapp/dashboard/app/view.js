// The base of everything on the screen: an element that draws itself from its own fields.

import {html, nothing, render, svg} from '../libraries/lit-html/lit-html.js';
import {live as liveValue} from '../libraries/lit-html/directives/live.js';
import {repeat} from '../libraries/lit-html/directives/repeat.js';

export {html, liveValue, nothing, repeat, svg};

// On a narrow screen there is no head above the columns: each cell says itself what it holds.
function labelCells(root) {
  for (const table of root.querySelectorAll('table')) {
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, column) => (cell.dataset.label = heads[column]));
    }
  }
}

export class View extends HTMLElement {
  #endings = [];
  #scheduled = false;

  connectedCallback() {
    this.start();
    this.update();
  }

  disconnectedCallback() {
    this.#endings.splice(0).forEach((end) => end());
  }

  // When it comes onto the screen; what onEnd is given is called when it leaves.
  start() {}

  onEnd(end) {
    this.#endings.push(end);
  }

  // When the address changed and this page stays.
  routed() {
    this.update();
  }

  template() {
    return nothing;
  }

  // After it was drawn.
  drawn() {}

  // Takes fields over and draws soon, once, however often it is called.
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

  // Runs something that may fail and shows the failure, as `error`.
  async attempt(work) {
    try {
      this.error = null;
      return await work();
    } catch (error) {
      if (!('status' in error)) {
        console.error(error);
      }
      this.update({error});
      return undefined;
    } finally {
      this.update();
    }
  }
}
