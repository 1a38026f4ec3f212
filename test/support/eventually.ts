/** Waiting for a condition with a deadline: what tests do instead of sleeping. Runs in Node and in workerd. */

const DEFAULT_DEADLINE_MS = 20_000;
const POLL_MS = 100;

/** Repeats `check` until it no longer throws and returns what it returned. At the deadline the last failure is thrown, as it was. */
export async function eventually<T>(check: () => T | Promise<T>, deadlineMs = DEFAULT_DEADLINE_MS): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
