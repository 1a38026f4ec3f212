/** ClickHouse's HTTP interface over the embedded engine, faithful enough for an unmodified `@clickhouse/client-web`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answer, answerFailure } from './answer.ts';
import type { Engine } from './engine.ts';
import { runUntilClosed } from './cancel.ts';
import { describeFailure, FrontError } from './failure.ts';
import { Gate } from './gate.ts';
import { readRequest } from './request.ts';

/** One per thread of the pool (UV_THREADPOOL_SIZE), less two kept for files and compression. */
export const MAX_RUNNING_STATEMENTS = 14;
/** Bodies of waiting requests are held in memory, so the line is short. */
export const MAX_WAITING_STATEMENTS = 256;

export interface Front {
  server: Server;
  /** Refuses new requests, lets running ones finish, then closes the engine. */
  stop(): Promise<void>;
}

export async function createFront(engine: Engine): Promise<Front> {
  const gate = new Gate(MAX_RUNNING_STATEMENTS, MAX_WAITING_STATEMENTS);
  const version = (await engine.query('', 'SELECT version()', 'TabSeparated')).bytes.toString('utf8').trim();

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let queryId = '';
    try {
      const request = await readRequest(req);
      queryId = request.queryId;
      const executed = await gate.pass(() => runUntilClosed(engine, request, res), tooManyStatements);
      // While stopping, a kept-alive connection would hold the server open for seconds after its last answer.
      if (!server.listening) res.setHeader('Connection', 'close');
      await answer(res, request, executed);
    } catch (error) {
      if (res.headersSent) return void res.destroy();
      answerFailure(res, describeFailure(error, version), queryId);
    }
  }

  const server = createServer((req, res) => {
    if (isPing(req)) return void res.end('Ok.\n');
    void serve(req, res);
  });
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await gate.idle();
    await closed;
    engine.close();
  };
  return { server, stop };
}

function isPing(req: IncomingMessage): boolean {
  return req.method !== 'POST' && (req.url === '/ping' || req.url === '/' || req.url === '/replicas_status');
}

function tooManyStatements(): FrontError {
  return new FrontError(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many simultaneous queries');
}
