/** Fires a worker's cron triggers by the clock, as production does. */
import { Cron } from 'croner';

export interface Crons {
  stop(): void;
}

type Fire = (cron: string, scheduledTime: Date) => Promise<unknown>;

/**
 * Each expression fires once now, because jobs missed while the stack was down must run, and then at its minutes (UTC).
 * A run that is still going when its next minute comes is not started twice.
 */
export function startCrons(expressions: readonly string[], fire: Fire, onError: (error: unknown) => void): Crons {
  const jobs = expressions.map((expression) => {
    const run = async (): Promise<void> => {
      await fire(expression, new Date());
    };
    const job = new Cron(expression, { timezone: 'UTC', protect: true, unref: true, catch: onError }, run);
    void job.trigger().catch(onError);
    return job;
  });
  return { stop: () => jobs.forEach((job) => job.stop()) };
}
