/** Entry of the pipeline worker: queue batches and cron ticks in, nothing but translation here. */
import type { EventRow } from '#core/event/row.ts';
import { createLog } from '#platform/log/log.ts';
import { createCounters } from '#platform/metrics/counters.ts';
import { consume } from './consume/consume.ts';
import { deliverNudged } from './consume/deliver-webhooks.ts';
import { keepDead } from './consume/keep-dead.ts';
import { noteTo } from './consume/note-letter.ts';
import type { PipelineCounter } from './counters.ts';
import { jobsFor } from './cron/jobs.ts';
import { runJobs } from './cron/run-jobs.ts';
import { readEnv } from './env.ts';

export { Importer } from './importer.ts';
export { JobRunner } from './job-runner.ts';
import { deliverContextOf, tellCounted } from './webhooks.ts';

export { Ledger } from './ledger.ts';

/** Queues whose messages were given up end in this, see wrangler.toml. */
const DEAD_QUEUE_SUFFIX = '-dead';
const WEBHOOK_QUEUE = 'hopline-webhooks';

const log = createLog({ worker: 'pipeline' });
const now = Date.now;

export default {
  async queue(batch, env) {
    const config = readEnv(env);
    if (batch.queue === WEBHOOK_QUEUE) return deliverNudged(batch, deliverContextOf(config, log), log);
    const { ledgers, policy, vault } = config;
    const tell = (rows: readonly EventRow[]) => tellCounted(config, rows);
    const counters = createCounters<PipelineCounter>();
    const tools = { ledgers, tell, note: noteTo(ledgers), policy, vault, now, log, counters };
    await (batch.queue.endsWith(DEAD_QUEUE_SUFFIX) ? keepDead(batch, tools) : consume(batch, tools));
    counters.flush(log);
  },

  async scheduled(controller, env) {
    const counters = createCounters<PipelineCounter>();
    await runJobs(jobsFor(controller.cron, { config: readEnv(env), now, log, counters }), log, now);
    counters.flush(log);
  },
} satisfies ExportedHandler<PipelineEnv>;
