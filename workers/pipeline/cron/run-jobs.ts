/** Runs the jobs of one cron tick side by side: a failing one never keeps the others from running. */
import { describeError, type Log } from '#platform/log/log.ts';

export interface Job {
  name: string;
  /** What it returns goes into its log line. */
  run: () => Promise<Record<string, unknown> | void>;
}

/** Resolves with the names of the jobs that failed. Never throws. */
export async function runJobs(jobs: readonly Job[], log: Log, now: () => number): Promise<string[]> {
  const failed: string[] = [];
  await Promise.all(
    jobs.map(async ({ name, run }) => {
      const startedAt = now();
      try {
        const result = await run();
        log.info('cron.done', { job: name, ms: now() - startedAt, ...(result ? { result } : {}) });
      } catch (error) {
        failed.push(name);
        log.error('cron.failed', { job: name, ms: now() - startedAt, error: describeError(error) });
      }
    }),
  );
  return failed;
}
