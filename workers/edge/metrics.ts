/** The edge's counters: one structured log line per event that should be rare, under a closed list of names. */
import { createLog, describeError } from '#platform/log/log.ts';

export const EDGE_METRICS = [
  'copy_read_failed',
  'copy_fill_failed',
  'truth_read_failed',
  'filter_read_failed',
  'visitor_salt_missing',
  'queue_send_retried',
  'capture_by_ledger',
  'capture_by_spill',
  'capture_lost',
  'capture_refused',
  'report_failed',
  'gate_failed',
  'request_failed',
] as const;
export type EdgeMetric = (typeof EDGE_METRICS)[number];

export interface Metrics {
  count(name: EdgeMetric, error?: unknown): void;
}

const log = createLog({ worker: 'edge' });

/** What somebody must look at now: a visitor or his click did not get through. The rest is a trend. */
const ALARMING: readonly EdgeMetric[] = ['capture_lost', 'capture_refused', 'request_failed'];

export const consoleMetrics: Metrics = {
  count(name, error) {
    const fields = { counts: { [name]: 1 }, ...(error === undefined ? {} : { error: describeError(error) }) };
    if (ALARMING.includes(name)) log.error('counters', fields);
    else log.warn('counters', fields);
  },
};
