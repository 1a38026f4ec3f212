/** Entry of the ClickHouse process: `node main.ts <dataDir> <port>`. It lives exactly as long as the process that started it. */
import { openEngine, type Engine } from './engine.ts';
import { createFront, type Front } from './server.ts';

/** What the starter is told over the process channel. */
export type ClickHouseReport = { ready: { port: number } } | { failed: { message: string } };

/** A long statement must not keep the process from ending. */
const STOP_TIMEOUT_MS = 5_000;

const [dataDir = '', port = '0'] = process.argv.slice(2);

function report(message: ClickHouseReport): void {
  if (process.connected) process.send?.(message);
  else console.log(JSON.stringify(message));
}

function fail(error: unknown): never {
  report({ failed: { message: error instanceof Error ? error.message : String(error) } });
  process.exit(1);
}

function stopWithStarter(front: Front): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    front.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  // Ctrl-C reaches the whole process group; the starter decides the order in which the parts stop.
  process.on('SIGINT', () => {});
  // The channel closes when the starter is gone, however it went: nothing is left behind.
  process.on('disconnect', stop);
  // It may have gone while the engine was opened.
  if (process.send && !process.connected) stop();
}

async function main(): Promise<void> {
  const engine: Engine = openEngine(dataDir);
  const front = await createFront(engine);
  stopWithStarter(front);
  front.server.on('error', fail);
  front.server.listen(Number(port), '127.0.0.1', () => {
    const address = front.server.address();
    report({ ready: { port: typeof address === 'object' && address ? address.port : Number(port) } });
  });
}

main().catch(fail);
