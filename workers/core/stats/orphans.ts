/** Answers `GET /analytics/orphans`: visits to the workspace's domains that led nowhere, by what they asked for. */
import { z } from 'zod';
import { requireScope } from '../access/actor.ts';
import { integerParam } from '../schema/params.ts';
import { askStats } from './ask.ts';
import type { StatsContext } from './context.ts';
import { rangeParams } from './query.ts';
import type { Statement } from './render.ts';
import { commonConditions, filterCondition, RAW, rawTimeConditions } from './reading.ts';
import { readCount } from './run.ts';
import type { StatsQuery } from './stats-query.ts';

const MAX_ORPHAN_ROWS = 500;

export const orphansQuerySchema = z.object({
  domain: z.string().max(2_000).optional().meta({ description: 'Short domain; several with commas.' }),
  include: z.string().max(200).optional().meta({
    description: 'Classes beside people, e.g. `bot`, or `all`: scanners are most of what finds nothing.',
  }),
  limit: integerParam(1, MAX_ORPHAN_ROWS, 'Addresses, most visited first.').prefault('100'),
  ...rangeParams,
});
type OrphansQuery = z.output<typeof orphansQuerySchema>;

export const orphansSchema = z
  .object({
    total: z.number().int().meta({ description: 'Visits that were kept.' }),
    leftOut: z.number().int().meta({
      description:
        'Visits that were counted but not kept, because a domain had more than 30 at once or one a second: a scan. Of every class.',
    }),
    reasons: z.record(z.string(), z.number().int()).meta({
      description: 'unknown-link, blocked, disabled, not-started, expired or exhausted.',
    }),
    rows: z.array(
      z.object({
        domain: z.string(),
        key: z.string().meta({ description: '`_root` is the domain itself.' }),
        reason: z.string(),
        visits: z.number().int(),
        uniqueVisitors: z.number().int(),
        lastAt: z.string(),
        topReferer: z.string().meta({ examples: ['news.example.com'] }),
      }),
    ),
  })
  .meta({ id: 'OrphanVisits' });
export type Orphans = z.infer<typeof orphansSchema>;

export async function reportOrphans(context: StatsContext, query: OrphansQuery): Promise<Orphans> {
  requireScope(context.links.actor, 'analytics.read');
  const stats: StatsQuery = { ...(await askStats(context, query, 'clicks')), types: ['orphan'] };
  // What was left out is not known by class: a scan must not hide behind the toggle.
  const { classes: _, ...everything } = stats;
  const [rows, sums, left] = await Promise.all([
    context.runner.query(renderRows(stats, query.limit)),
    context.runner.query(render(stats, 'rule, count() AS visits', '\nGROUP BY rule')),
    context.runner.query(render(everything, 'sum(toUInt32OrZero(toString(variant))) AS left_out', '')),
  ]);
  const reasons = Object.fromEntries(sums.map((row) => [String(row['rule']), readCount(row['visits'])]));
  return {
    total: Object.values(reasons).reduce((total, visits) => total + visits, 0),
    leftOut: readCount(left[0]?.['left_out'] ?? 0),
    reasons,
    rows: rows.map((row) => ({
      domain: String(row['host']),
      key: String(row['asked']),
      reason: String(row['why']),
      visits: readCount(row['visits']),
      uniqueVisitors: readCount(row['visitors']),
      lastAt: new Date(readCount(row['last_ms'])).toISOString(),
      topReferer: String(row['top_referer']),
    })),
  };
}

function renderRows(stats: StatsQuery, limit: number): Statement {
  const columns = `domain AS host, key AS asked, rule AS why, count() AS visits, uniqIf(visitor_id, visitor_id != 0) AS visitors,
  toUnixTimestamp64Milli(max(ts)) AS last_ms, toString(topK(1)(referer)[1]) AS top_referer`;
  const end = '\nGROUP BY domain, key, rule\nORDER BY visits DESC, host, asked\nLIMIT {limit:UInt32}';
  const { sql, params } = render(stats, columns, end);
  return { sql, params: { ...params, limit } };
}

function render(stats: StatsQuery, columns: string, end: string): Statement {
  const params: Record<string, unknown> = { workspace: stats.workspaceId };
  const conditions = [
    'workspace_id = {workspace:String}',
    ...commonConditions(stats, params),
    ...rawTimeConditions(stats, params),
    ...stats.filters.map((filter, index) => filterCondition(filter, index, RAW, params)),
  ];
  return { sql: `SELECT ${columns}\nFROM raw_events_v1 FINAL\nWHERE ${conditions.join('\n  AND ')}${end}`, params };
}
