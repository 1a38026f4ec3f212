/** The worker at the end of the queue in the edge project: keeps what was delivered, so that tests can ask. */

/** Memory of one test file's run. */
const MAX_KEPT = 10_000;
const kept: unknown[] = [];

export default {
  async queue(batch: { messages: readonly { body: unknown; ack(): void }[] }): Promise<void> {
    for (const message of batch.messages) {
      if (kept.length < MAX_KEPT) kept.push(message.body);
      message.ack();
    }
  },

  async fetch(request: Request): Promise<Response> {
    const mark = new URL(request.url).searchParams.get('mark') ?? '';
    return Response.json(kept.filter((body) => JSON.stringify(body).includes(mark)));
  },
};
