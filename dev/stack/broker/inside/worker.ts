/** Entry of the broker worker of the local stack. */
export { Broker } from './broker.ts';
export { Queue } from './queue.ts';

export default {
  fetch: (): Response => new Response('This worker has no pages.\n', { status: 404 }),
};
