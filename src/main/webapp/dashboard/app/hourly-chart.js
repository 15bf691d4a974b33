// @ts-check
// Success rate and latency, hour by hour. The chart library comes only where there is something to draw.

import {html, View} from './view.js';
import {time} from './widgets.js';

const HEIGHT = 170;

/** @typedef {import('../libraries/uplot/uPlot.esm.js')} UPlot */

/** @extends {View<HourlyChart>} */
class HourlyChart extends View {
  /** @type {Api.HourOfWebhook[]} */
  data = [];
  /** @type {UPlot[] | null} */
  charts = null;

  /** @param {Api.HourOfWebhook[]} hours */
  set hours(hours) {
    this.update({data: hours});
  }

  start() {
    const observer = new ResizeObserver(() => this.draw());
    observer.observe(this);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const repaint = () => this.draw(true);
    scheme.addEventListener('change', repaint);
    this.onEnd(() => {
      observer.disconnect();
      scheme.removeEventListener('change', repaint);
      this.charts?.forEach((chart) => chart.destroy());
    });
  }

  async draw(anew = false) {
    const {default: Plot} = await import('../libraries/uplot/uPlot.esm.js');
    const figures = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.chart')]);
    if (!this.isConnected || !figures.length || !figures[0].clientWidth) {
      return;
    }
    if (anew) {
      this.charts?.forEach((chart) => chart.destroy());
      this.charts = null;
    }
    const series = this.series();
    this.charts ??= figures.map((figure, index) =>
      new Plot(options(index, figure.clientWidth), series[index], figure));
    this.charts.forEach((chart, index) => {
      chart.setSize({width: figures[index].clientWidth, height: HEIGHT});
      chart.setData(series[index]);
    });
  }

  /** @returns {import('../libraries/uplot/uPlot.esm.js').AlignedData[]} */
  series() {
    const hours = this.data.map((hour) => Date.parse(hour.hour) / 1000);
    const of = (/** @type {(hour: Api.HourOfWebhook) => unknown} */ read) =>
      this.data.map((hour) => (hour.attempts ? Number(read(hour)) : null));
    return [
      [hours, of((hour) => Number(hour.success_rate) * 100)],
      [hours, of((hour) => hour.latency_ms.p50), of((hour) => hour.latency_ms.p95)],
    ];
  }

  template() {
    return html`
      <div class="charts" aria-hidden="true">
        <figure><figcaption>Success rate, %</figcaption><div class="chart"></div></figure>
        <figure>
          <figcaption>Latency, ms: <span class="first">median</span> and <span class="second">95 %</span></figcaption>
          <div class="chart"></div>
        </figure>
      </div>
      <details class="more"><summary>The same as a table</summary>
        <div class="table" tabindex="0" role="region" aria-label="Hour by hour"><table>
          <thead><tr><th scope="col">Hour</th><th scope="col">Attempts</th><th scope="col">Delivered</th>
            <th scope="col">Median</th><th scope="col">95 %</th></tr></thead>
          <tbody>${this.data.filter((hour) => hour.attempts).map((hour) => html`<tr>
            <td>${time(hour.hour)}</td><td>${hour.attempts}</td><td>${hour.delivered}</td>
            <td>${hour.latency_ms.p50} ms</td><td>${hour.latency_ms.p95} ms</td></tr>`)}</tbody></table></div>
      </details>`;
  }

  drawn() {
    this.draw();
  }
}

/** @param {string} name */
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @param {number} index
 * @param {number} width
 * @returns {import('../libraries/uplot/uPlot.esm.js').Options}
 */
function options(index, width) {
  const axis = {
    stroke: color('--quiet'),
    grid: {stroke: color('--line'), width: 1},
    ticks: {stroke: color('--line'), width: 1}
  };
  const line = (/** @type {string} */ name, /** @type {string} */ stroke) =>
    ({label: name, stroke: color(stroke), width: 2, points: {show: true, size: 5, fill: color(stroke)}});
  const isRate = index === 0;
  return {
    width,
    height: HEIGHT,
    cursor: {show: false},
    legend: {show: false},
    scales: {y: isRate ? {range: [0, 105]} : {range: (plot, least, most) => [0, Math.max(10, most * 1.1)]}},
    axes: [axis, {...axis, size: 48}],
    series: isRate ? [{}, line('rate', '--accent')] : [{}, line('median', '--accent'), line('p95', '--second')],
  };
}

customElements.define('aw-hourly', HourlyChart);
