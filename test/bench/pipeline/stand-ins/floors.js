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

/** Answers for stores that the consumer is bound to and does not touch here. */
export default { fetch: () => new Response('not in this bench', { status: 503 }) };
