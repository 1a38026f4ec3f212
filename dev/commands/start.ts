/** `npm start`: the local stack with a demo workspace, until Ctrl-C. */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Demo, STATE_DIR } from '../demo/file.ts';
import { prepareDemo } from '../demo/prepare.ts';
import { chooseBasePort } from '../stack/addresses.ts';
import { REPOSITORY } from '../stack/repository.ts';
import { removeState } from '../stack/fresh.ts';
import { requireHealthy } from '../stack/health.ts';
import { startStack } from '../stack/start.ts';
import { runCommand } from './run.ts';

const startedMs = Date.now();

function say(line: string): void {
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1).padStart(5);
  console.log(`${seconds}s  ${line}`);
}

/** Resolves at the first Ctrl-C, kill, or end of the process that started this one. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.on('disconnect', () => resolve());
  });
}

/** npm, the shell and the terminal each pass Ctrl-C on, so one keypress arrives several times; a later one means it. */
function letLaterSignalsForce(): void {
  const SAME_KEYPRESS_MS = 1_500;
  const stoppingMs = Date.now();
  const force = (): void => {
    if (Date.now() - stoppingMs > SAME_KEYPRESS_MS) process.exit(130);
  };
  process.on('SIGINT', force);
  process.on('SIGTERM', force);
}

function describe(demo: Demo): string {
  const edge = new URL(demo.edgeUrl);
  const { apiUrl, webUrl, clickhouseUrl, mailUrl, email, password, token } = demo;
  return `
Hopline runs.

  Web app       ${webUrl}     sign in as ${email} with ${password}
  Short links   http://localhost:${edge.port}     for example http://localhost:${edge.port}/launch
  API           ${apiUrl}     token ${token}
  ClickHouse    ${clickhouseUrl}
  Mail          ${mailUrl}/mail     everything Hopline would have sent

Make a link:

  curl -X POST ${apiUrl}/links -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"url":"https://example.com/","key":"hello"}'

Data is kept in ${relative(REPOSITORY, STATE_DIR)}/, the same facts as above in ${relative(REPOSITORY, STATE_DIR)}/demo.json. Ctrl-C stops everything.
`;
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, fresh: { type: 'boolean' } } });
  const basePort = chooseBasePort(values.port, process.env['HOPLINE_PORT']);
  if (values.fresh) await removeState(STATE_DIR);
  // Until everything is up there is nothing to save: children notice that this process is gone.
  const quit = (): never => process.exit(130);
  process.on('SIGINT', quit).on('SIGTERM', quit).on('disconnect', quit);
  const stack = await startStack({ stateDir: STATE_DIR, basePort, say });
  try {
    await requireHealthy(stack.apiUrl);
    const demo = await prepareDemo(stack, STATE_DIR, say);
    process.off('SIGINT', quit).off('SIGTERM', quit).off('disconnect', quit);
    console.log(describe(demo));
    await untilStopped();
    letLaterSignalsForce();
    say('Stopping');
  } finally {
    await stack.stop();
  }
  say('Stopped');
}

await runCommand(start);
