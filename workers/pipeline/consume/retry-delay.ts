/** How long a message waits before it is delivered again. */

const FIRST_DELAY_SECONDS = 2;
/** With 20 deliveries a message holds out for about three and a half hours before it becomes a dead letter. */
const MAX_DELAY_SECONDS = 900;

/** Doubles with each delivery. @param attempts deliveries so far, from 1. */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(MAX_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (Math.max(1, attempts) - 1));
}
