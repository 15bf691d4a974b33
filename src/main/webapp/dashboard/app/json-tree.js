// @ts-check
// A JSON value as people read it, with the raw text a click away.

import {html, nothing, View} from './view.js';
import {isNumber, prettyJson} from './exact-json.js';
import {literal, visibleLines} from './visible.js';
import {copy} from './widgets.js';

/** @extends {View<JsonTree>} */
class JsonTree extends View {
  raw = false;
  /** @type {unknown} */
  json = null;

  /** @param {unknown} value */
  set value(value) {
    this.update({json: value});
  }

  template() {
    return html`
      <div class="json-tools" role="group" aria-label=${`${this.getAttribute('label') ?? 'JSON'}: how it is shown`}>
        <button type="button" class="small" aria-pressed=${String(!this.raw)}
          @click=${() => this.update({raw: false})}>Tree</button>
        <button type="button" class="small" aria-pressed=${String(this.raw)}
          @click=${() => this.update({raw: true})}>Raw JSON</button>
        <button type="button" class="small" @click=${(event) => copy(event, prettyJson(this.json))}>Copy</button>
      </div>
      ${this.raw
        ? html`<pre tabindex="0" aria-label="Raw JSON">${visibleLines(prettyJson(this.json))}</pre>`
        : tree(this.json)}`;
  }
}

/**
 * @param {unknown} value
 * @returns {import('./view.js').Template}
 */
function tree(value) {
  const members = Object.entries(value ?? {});
  return members.length
    ? html`<ul class="json-tree">${members.map(([name, member]) => branch(name, member))}</ul>`
    : html`<p class="json-nothing">${Array.isArray(value) ? 'An empty list' : 'Nothing in it'}</p>`;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function branch(name, value) {
  const isBranch = value !== null && typeof value === 'object' && !isNumber(value);
  if (!isBranch) {
    return html`<li><bdi class="json-name">${label(name)}</bdi> ${leaf(value)}</li>`;
  }
  const size = Object.keys(value).length;
  const kind = Array.isArray(value)
    ? `${size} ${size === 1 ? 'item' : 'items'}`
    : `${size} ${size === 1 ? 'member' : 'members'}`;
  return html`<li>
    <details open>
      <summary><bdi class="json-name">${label(name)}</bdi> <span class="json-kind">${kind}</span></summary>
      ${size ? tree(value) : nothing}
    </details>
  </li>`;
}

/** @param {string} name */
const label = (name) => (/^[\w.-]+$/.test(name) ? name : literal(name));

/** @param {unknown} value */
function leaf(value) {
  const kind = value === null ? 'null' : isNumber(value) ? 'number' : typeof value;
  return html`<bdi class="json-${kind}">${literal(value)}</bdi>`;
}

customElements.define('aw-json', JsonTree);
