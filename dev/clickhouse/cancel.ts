/** Ends a statement whose client has hung up, as a server with `cancel_http_readonly_queries_on_client_close` does. */
import type { ServerResponse } from 'node:http';
import type { Engine } from './engine.ts';
import { execute, type Executed } from './execute.ts';
import { FrontError } from './failure.ts';
import type { StatementRequest } from './request.ts';

/** A statement may not have begun when its client leaves. */
const KILL_ATTEMPTS = 20;
const KILL_PAUSE_MS = 25;

export async function runUntilClosed(
  engine: Engine,
  request: StatementRequest,
  res: ServerResponse,
): Promise<Executed> {
  if (!request.cancelOnClose) return execute(engine, request);
  if (res.destroyed) throw cancelled();
  // The embedded engine chooses the ids of its statements: this one is found again by a mark in its text.
  const mark = `cancel:${crypto.randomUUID()}`;
  let isRunning = true;
  const onClose = (): void => {
    if (isRunning) void kill(engine, mark, () => isRunning);
  };
  res.once('close', onClose);
  try {
    return await execute(engine, request, mark);
  } finally {
    isRunning = false;
    res.off('close', onClose);
  }
}

async function kill(engine: Engine, mark: string, isRunning: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < KILL_ATTEMPTS && isRunning(); attempt++) {
    const sql = `KILL QUERY WHERE position(query, '${mark}') > 0 AND query NOT LIKE 'KILL%' ASYNC`;
    await engine.query('', sql, 'Null').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, KILL_PAUSE_MS));
  }
}

function cancelled(): FrontError {
  return new FrontError(394, 'QUERY_WAS_CANCELLED', 'Query was cancelled');
}
