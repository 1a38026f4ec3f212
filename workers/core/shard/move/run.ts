/**
 * Moves a workspace on, step by step, until it has arrived, waits, or its time is up. Whatever dies anywhere, the next run goes on:
 * until the switch the old shard is the truth, behind it the new one, and the switch is one transaction.
 */
import { jobActor } from '../../access/actor.ts';
import { auditEntry } from '../../audit/entry.ts';
import { FENCE_MS, FEW_CHANGES, KEEP_OLD_ROWS_MS, type MovedTable, type MoveState, type ShardMove } from './move.ts';
import type { MoveSides, MoveStore } from './ports.ts';

export interface MoveTools {
  moves: MoveStore;
  sides: MoveSides;
  now: () => number;
}

/** Changes of one page. */
const CHANGES_PER_PAGE = 300;
/** Pages of changes that are followed within the fence: then it has taken too long and writes go on. */
const MAX_PAGES_IN_FENCE = 20;
const MAX_PAGES_BEFORE_FENCE = 50;
const NO_ROWS: MovedTable = { rows: 0, fromSum: 0, toSum: 0, mended: 0 };

/** @returns true when there is more to do now. Throws what failed: the same step comes again. */
export async function runMove(tools: MoveTools, id: string, untilMs: number): Promise<boolean> {
  do {
    const move = await tools.moves.byId(id);
    if (!move || !(await STEPS[move.state](tools, move))) return false;
  } while (tools.now() < untilMs);
  return true;
}

type Step = (tools: MoveTools, move: ShardMove) => Promise<boolean>;

const over: Step = () => Promise.resolve(false);

const STEPS: Record<MoveState, Step> = {
  copying: copyPage,
  comparing: comparePage,
  following: followAndSwitch,
  switched: removeOldRows,
  canceling: removeCopies,
  done: over,
  canceled: over,
};

async function copyPage(tools: MoveTools, move: ShardMove): Promise<boolean> {
  const { sides } = tools;
  if (move.cursor.table === '') {
    await sides.prepare();
    return nextTable(tools, move, 'comparing');
  }
  const { table, after } = move.cursor;
  const { rows, next } = await sides.copy(table, after);
  // Along the way, so that the list of changes does not grow as long as the copying takes.
  await sides.follow(CHANGES_PER_PAGE);
  const known = move.tables[table] ?? NO_ROWS;
  const tables = { ...move.tables, [table]: { ...known, rows: known.rows + rows } };
  return goOn(tools, { ...move, tables }, next, 'comparing');
}

async function comparePage(tools: MoveTools, move: ShardMove): Promise<boolean> {
  const { table, after } = move.cursor;
  if (table === '') return nextTable(tools, { ...move, tables: {} }, 'following');
  await tools.sides.follow(CHANGES_PER_PAGE);
  const page = await tools.sides.compare(table, after);
  const known = move.tables[table] ?? NO_ROWS;
  const added: MovedTable = {
    rows: known.rows + page.rows,
    fromSum: known.fromSum + page.fromSum,
    toSum: known.toSum + page.toSum,
    mended: known.mended + page.mended,
  };
  return goOn(tools, { ...move, tables: { ...move.tables, [table]: added } }, page.next, 'following');
}

/** Writes are refused only here, for a moment. A fence that was shut for good is one that has done its work: the switch itself was missed. */
async function followAndSwitch(tools: MoveTools, move: ShardMove): Promise<boolean> {
  const { sides, moves, now } = tools;
  if ((await sides.fence()) !== 'shut for good') {
    await followAll(tools);
    await sides.shut(FENCE_MS);
    if (!(await followInFence(tools))) return true;
    const differing = await sides.settle();
    if (differing.length > 0) return compareAgain(tools, move, differing);
    if (!(await sides.shutForGood())) return true;
  }
  const { fromShard, toShard, workspaceId, id } = move;
  const actor = { ...jobActor('move', workspaceId, toShard), requestId: id };
  const change = { before: { linkShard: fromShard }, after: { linkShard: toShard } };
  await moves.switch(move, now(), auditEntry(actor, 'workspace.move', workspaceId, change, now()));
  return true;
}

async function followInFence({ sides }: MoveTools): Promise<boolean> {
  for (let page = 0; page < MAX_PAGES_IN_FENCE; page++) if ((await sides.follow(CHANGES_PER_PAGE)) === 0) return true;
  return false;
}

/** Until so few changes are left that the fence need not wait for them. Who writes faster than this follows is met by the fence. */
async function followAll({ sides }: MoveTools): Promise<void> {
  for (let page = 0; page < MAX_PAGES_BEFORE_FENCE; page++)
    if ((await sides.follow(CHANGES_PER_PAGE)) < FEW_CHANGES) return;
}

async function compareAgain({ moves, sides, now }: MoveTools, move: ShardMove, differing: string[]): Promise<boolean> {
  await sides.shut(0);
  const error = `The numbers of rows differed in ${differing.join(', ')}; all rows are compared again.`;
  const cursor = { table: '', after: null };
  await moves.change(move.id, ['following'], { state: 'comparing', cursor, error, updatedAt: now() });
  return true;
}

async function removeOldRows({ moves, sides, now }: MoveTools, move: ShardMove): Promise<boolean> {
  await sides.arrive();
  if (now() < (move.switchedAt ?? 0) + KEEP_OLD_ROWS_MS) return false;
  const updatedAt = now();
  if ((await sides.removeOld()) > 0) return moves.change(move.id, ['switched'], { updatedAt });
  await sides.forget();
  await moves.change(move.id, ['switched'], { state: 'done', updatedAt, finishedAt: updatedAt });
  return false;
}

async function removeCopies({ moves, sides, now }: MoveTools, move: ShardMove): Promise<boolean> {
  await sides.release();
  const updatedAt = now();
  if ((await sides.removeCopied()) > 0) return moves.change(move.id, ['canceling'], { updatedAt });
  await sides.forget();
  await moves.change(move.id, ['canceling'], { state: 'canceled', updatedAt, finishedAt: updatedAt });
  return false;
}

/** To the next page, the next table, or the next state when there is none. */
async function goOn(tools: MoveTools, move: ShardMove, next: string | null, then: MoveState): Promise<boolean> {
  if (next === null) return nextTable(tools, move, then);
  const cursor = { table: move.cursor.table, after: next };
  return tools.moves.change(move.id, [move.state], {
    cursor,
    tables: move.tables,
    error: null,
    updatedAt: tools.now(),
  });
}

async function nextTable({ moves, sides, now }: MoveTools, move: ShardMove, then: MoveState): Promise<boolean> {
  const all = await sides.tables();
  const next = all[move.cursor.table === '' ? 0 : all.indexOf(move.cursor.table) + 1];
  const to: Partial<ShardMove> =
    next === undefined ? { state: then, cursor: { table: '', after: null } } : { cursor: { table: next, after: null } };
  return moves.change(move.id, [move.state], { ...to, tables: move.tables, error: null, updatedAt: now() });
}
