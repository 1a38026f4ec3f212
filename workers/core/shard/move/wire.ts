/** Moves between link shards as the API shows and takes them. */
import { z } from 'zod';
import { isoDate } from '../../schema/date.ts';
import { MOVE_STATES, type ShardMove } from './move.ts';

const ID = 'mov_01KAJ2X8Q5N7V3M9T4R6W1YB0C';
const shard = z.number().int().min(0).max(999);

export const beginMoveSchema = z
  .object({
    workspaceId: z.string().min(1).max(100),
    toShard: shard.meta({
      description: 'Number of the link shard: 1 is the database bound as LINKS_1.',
      examples: [1],
    }),
  })
  .meta({ id: 'BeginMove' });

export type BeginMoveInput = z.output<typeof beginMoveSchema>;

const movedTableSchema = z.object({
  rows: z
    .number()
    .int()
    .meta({ examples: [310] }),
  fromSum: z
    .number()
    .int()
    .meta({ description: 'Sum of the hashes of its rows on the old shard.', examples: [651_412] }),
  toSum: z
    .number()
    .int()
    .meta({ description: 'And on the new one.', examples: [651_412] }),
  mended: z
    .number()
    .int()
    .meta({ description: 'Rows that differed and were copied again.', examples: [0] }),
});

export const moveSchema = z
  .object({
    id: z.string().meta({ examples: [ID] }),
    workspaceId: z.string(),
    fromShard: shard.meta({ examples: [0] }),
    toShard: shard.meta({ examples: [1] }),
    state: z.enum(MOVE_STATES).meta({
      description:
        '`copying` rows, `comparing` both sides, `following` what is written meanwhile; `switched`: it lives on the new shard and the old rows go after an hour; `canceling`.',
    }),
    table: z
      .string()
      .nullable()
      .meta({ description: 'Which table it is at.', examples: ['links'] }),
    tables: z.record(z.string(), movedTableSchema).meta({
      description: 'What was copied, then what was compared.',
      examples: [{ links: { rows: 310, fromSum: 651_412, toSum: 651_412, mended: 0 } }],
    }),
    error: z
      .string()
      .nullable()
      .meta({ description: 'What stopped it last. It goes on by itself.', examples: [null] }),
    createdAt: z.string(),
    updatedAt: z.string(),
    switchedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'ShardMove' });

export const moveParamSchema = z.object({
  moveId: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: [ID] }),
});

export type WireMove = z.infer<typeof moveSchema>;

export function toWireMove({ cursor, actor: _actor, ...move }: ShardMove): WireMove {
  return {
    ...move,
    table: cursor.table === '' ? null : cursor.table,
    createdAt: new Date(move.createdAt).toISOString(),
    updatedAt: new Date(move.updatedAt).toISOString(),
    switchedAt: isoDate(move.switchedAt),
    finishedAt: isoDate(move.finishedAt),
  };
}
