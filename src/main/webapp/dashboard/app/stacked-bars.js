// @ts-check
// Counts hour by hour as stacked bars. The labels are text beside the drawing, so that they keep their size.

import {html, svg} from './view.js';

const WIDTH = 100;
const GAP = 0.15;
const HOUR = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});

/**
 * Pure. The rectangles of one hour, the first series at the bottom, in units of the highest bar.
 *
 * @param {number[]} counts
 * @param {number} most
 */
export function stack(counts, most) {
  let below = 0;
  return counts.map((count) => {
    const height = most ? count / most : 0;
    below += height;
    return {y: 1 - below, height};
  });
}

/**
 * @template {{hour: string}} Hour
 * @param {Hour[]} hours
 * @param {{name: string, title: string, read: (hour: Hour) => number}[]} series `name` is a class of colour
 */
export function stackedBars(hours, series) {
  const counts = hours.map((hour) => series.map(({read}) => read(hour)));
  const most = Math.max(1, ...counts.map((hour) => hour.reduce((sum, count) => sum + count, 0)));
  const step = WIDTH / hours.length;
  const label = (/** @type {number} */ index) => HOUR.format(new Date(hours[index].hour));
  return html`
    <figure class="bars" aria-hidden="true">
      <figcaption>${series.map(({name, title}) => html`<span class="key ${name}">${title}</span> `)}</figcaption>
      <p class="top">${most.toLocaleString()}</p>
      <svg viewBox="0 0 ${WIDTH} 1" preserveAspectRatio="none">
        ${counts.map((hour, index) => stack(hour, most).map(({y, height}, place) => svg`
          <rect class=${series[place].name} x=${(index + GAP / 2) * step} y=${y}
            width=${step * (1 - GAP)} height=${height}></rect>`))}
      </svg>
      <p class="ends"><span>${label(0)}</span><span>${label(Math.floor(hours.length / 2))}</span>
        <span>${label(hours.length - 1)}</span></p>
    </figure>`;
}
