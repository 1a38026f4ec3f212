/** Answers `GET /analytics`: parse → plan → render → run → shape. */
import { requireScope } from '../access/actor.ts';
import { answerStats } from './answer.ts';
import { askStats } from './ask.ts';
import type { StatsContext } from './context.ts';
import { labelsFor } from './labels.ts';
import { nameLabels } from './name-labels.ts';
import { explainAnswer, requireExplain } from './explain.ts';
import { parseGrouping } from './parse.ts';
import type { Plan } from './plan.ts';
import { planStats } from './plan.ts';
import type { AnalyticsQuery } from './query.ts';
import type { MetricsRow } from './run.ts';
import { keptRows, shapeStats } from './shape.ts';
import { nameTopLinks } from './top-links.ts';
import type { Analytics, ExplainedAnalytics } from './wire.ts';

export async function retrieveAnalytics(
  context: StatsContext,
  query: AnalyticsQuery,
): Promise<Analytics | ExplainedAnalytics> {
  requireScope(context.links.actor, 'analytics.read');
  requireExplain(context.links.actor, query.explain);
  const nowMs = context.links.now();
  const groupBy = parseGrouping(query.groupBy);
  const stats = await askStats(context, query, query.event);
  if (!groupBy) return query.explain ? { explain: [], answer: [] } : [];
  const labels = await labelsFor(context.links.links, groupBy);
  const plan = planStats({ ...stats, groupBy, nowMs, ...(labels && { labels }) });
  if (stats.nothing || plan.edges?.length === 0)
    return query.explain ? { explain: [], answer: shapeStats(plan, []) } : shapeStats(plan, []);
  const answered = await answerStats(context.runner, plan);
  const answer = await shape(context, plan, answered.rows);
  return query.explain ? { explain: [explainAnswer('rows', answered)], answer } : answer;
}

async function shape(context: StatsContext, plan: Plan, rows: MetricsRow[]): Promise<Analytics> {
  const { groupBy } = plan.query;
  if (groupBy.kind !== 'breakdown') return shapeStats(plan, rows);
  if (groupBy.name === 'top_links') return nameTopLinks(context, keptRows('top_links', rows));
  if (groupBy.name === 'top_folders' || groupBy.name === 'top_link_tags')
    return nameLabels(context.links, groupBy.name, keptRows(groupBy.name, rows));
  return shapeStats(plan, rows);
}
