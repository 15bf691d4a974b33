// @ts-check
// What the compiler must refuse: it reports an expected error that does not come.

import * as api from '../../../main/webapp/dashboard/app/api.js';
import {html, View} from '../../../main/webapp/dashboard/app/view.js';

export async function requests() {
  // @ts-expect-error no such path
  await api.get('/api/agent');
  // @ts-expect-error no such parameter
  await api.list('/api/agents', {state: 'active'});
  // @ts-expect-error the agent has no name
  await api.post('/api/agents', {description: 'Refunds'});
  // @ts-expect-error no such status
  await api.put('/api/agents/1', {status: 'asleep'});
}

/** @param {Api.Overview} overview */
export function answers(overview) {
  // @ts-expect-error a number of an answer may be an ExactNumber, or null
  overview.deliveries.success_rate.toFixed(1);
  // @ts-expect-error no such member
  return html`${overview.approvals.oldest}`;
}

/** @extends {View<Page>} */
export class Page extends View {
  /** @type {Api.Agent | null} */
  chosen = null;

  name() {
    // @ts-expect-error there may be none
    return this.chosen.name;
  }

  choose() {
    // @ts-expect-error no such field
    this.update({agent: null});
  }

  /** @param {Api.Agent} agent */
  // @ts-expect-error the browser calls remove() when the page goes
  async remove(agent) {
    await api.remove(`/api/agents/${agent.id}`);
  }
}
