/** What the real local queue delivered to the recorder that stands at its end in the edge project. */
import { testEnv } from './env.ts';

/** The messages with `mark` delivered so far. To show that nothing was sent, send a marker of your own behind it and wait for that. */
export async function recorded<Body>(mark: string): Promise<Body[]> {
  if (!testEnv.TEST_QUEUE) throw new Error('Only the edge project has a queue recorder.');
  const response = await testEnv.TEST_QUEUE.fetch(`http://test/?mark=${encodeURIComponent(mark)}`);
  return response.json();
}
