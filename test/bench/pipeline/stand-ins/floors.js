// The floors under the consumer: one that reads its messages and nothing more, and a ledger that takes rows and forgets them.
import { DurableObject } from 'cloudflare:workers';

export const empty = {
  async queue(batch) {
    for (const message of batch.messages) if (message.body.events.length > 0) message.ack();
  },
};

export class Forgetful extends DurableObject {
  append(rows) {
    return { accepted: rows.length, duplicates: 0 };
  }
}

const META = {
  served_by: 'bench',
  duration: 0,
  changes: 0,
  last_row_id: 0,
  changed_db: false,
  size_after: 0,
  rows_read: 0,
  rows_written: 0,
};
const NO_ROWS = { success: true, results: { columns: [], rows: [] }, meta: META };

/** The consumer asks D1 once in a while who listens to clicks: nobody does. Other stores are bound and not touched here. */
export default {
  async fetch(request) {
    if (request.method !== 'POST') return new Response('not in this bench', { status: 503 });
    const body = await request.json();
    return Response.json(Array.isArray(body) ? body.map(() => NO_ROWS) : [NO_ROWS]);
  },
};
