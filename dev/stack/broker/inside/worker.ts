/** Entry of the broker worker of the local stack. */
import type { BrokerEnv } from './broker.ts';

export { Broker } from './broker.ts';
export { Queue } from './queue.ts';

/** Asked by the starter: `/wake?queue=…` lets a queue go on with what it has on disk. Nobody else reaches this worker. */
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== '/wake') return new Response('This worker has no pages.\n', { status: 404 });
    await env.BROKER.getByName(searchParams.get('queue') ?? '').wake();
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<BrokerEnv>;
