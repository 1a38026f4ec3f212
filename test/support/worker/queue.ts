/** What the real local queue delivered to the recorder that stands at its end in the edge project. */
import { testEnv } from './env.ts';

/** Delivery takes the queue's batch time; far longer means that nothing was sent. */
const DELIVERY_DEADLINE_MS = 8_000;
const POLL_MS = 25;

/**
 * Waits until `count` messages that contain `mark` (an id of the test's own, e.g. its workspace) have been delivered.
 * Bodies come in order of arrival. Throws at the deadline and says what had arrived.
 */
export async function deliveredMessages<Body>(mark: string, count = 1): Promise<Body[]> {
  const deadline = Date.now() + DELIVERY_DEADLINE_MS;
  for (;;) {
    const bodies = await recorded<Body>(mark);
    if (bodies.length >= count) return bodies;
    if (Date.now() > deadline)
      throw new Error(`${bodies.length} of ${count} messages with ${mark} were delivered: ${JSON.stringify(bodies)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The messages with `mark` delivered so far. To show that nothing was sent, send a marker of your own behind it and wait for that. */
export async function recorded<Body>(mark: string): Promise<Body[]> {
  if (!testEnv.TEST_QUEUE) throw new Error('Only the edge project has a queue recorder.');
  const response = await testEnv.TEST_QUEUE.fetch(`http://test/?mark=${encodeURIComponent(mark)}`);
  return response.json();
}
