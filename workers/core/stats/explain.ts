/** What the planner did and what it has cost, for those who run a workspace. */
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/actor.ts';
import type { Answer } from './answer.ts';
import { tablesOf } from './render.ts';

export const explanationSchema = z
  .object({
    question: z.string().meta({ description: 'Which part of the answer this statement gave.', examples: ['rows'] }),
    table: z.string().meta({
      description: 'Tables that were read.',
      examples: ['closed_per_quarter_v1 + closed_per_month_v1 + closed_per_day_v1'],
    }),
    dimension: z.string().nullable().meta({ description: 'Of the rollups; `all` is none.' }),
    cutHours: z.number().int().meta({ description: 'UTC hours read from raw events, because a border cuts them.' }),
    why: z.string().meta({ examples: ['Only the dimension "country" is asked for.'] }),
    rowsRead: z.number().int(),
    bytesRead: z.number().int(),
    elapsedMs: z.number(),
    exactVisitors: z.boolean(),
    sql: z.string().meta({ examples: ['SELECT value AS shown, …'] }),
  })
  .meta({ id: 'StatsExplanation' });

export type Explanation = z.infer<typeof explanationSchema>;

/** Throws `forbidden`. An explanation shows how the store is built, so it is for owners and admins. */
export function requireExplain(actor: Actor, explain: boolean | undefined): void {
  if (explain) requireScope(actor, 'audit.read');
}

export function explainAnswer(question: string, { plan, cost, statement, exactVisitors }: Answer): Explanation {
  const { source } = plan;
  return {
    question,
    table: tablesOf(source, plan.query),
    dimension: source.table === 'raw' ? null : source.dimension,
    cutHours: source.table === 'raw' ? 0 : source.cut.length,
    why: plan.why,
    ...cost,
    exactVisitors,
    sql: statement.sql,
  };
}
