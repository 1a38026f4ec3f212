/**
 * Entry of `npm start`, `npm test`, `npm run check` and the rest: installs what is missing, then hands over to
 * dev/commands/<command>.ts on the Node that the packages bring. Plain JavaScript without imports from packages, because it runs before they exist.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, nodeForCommands } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'node_modules', '.bin');
const OLDEST_NODE = [20, 19];

const COMMANDS = {
  start: 'serves everything on this machine (--port N, --fresh)',
  seed: 'makes plausible traffic in the running stack (--links N --clicks M --days D --seed S)',
  test: 'runs all tests, or those whose files match the arguments',
  check: 'types, lint, import law, unused code, sizes, migrations (--only name, --update)',
  types: 'generates the Env types of the workers from their configuration',
  migrate: 'applies the ClickHouse migrations to CLICKHOUSE_URL',
  configure: 'writes the ids and addresses of a deployment into the worker configurations',
  bench: 'measures one of the budgets (bench redirect, bench pipeline --quick, bench api, bench capacity)',
  faults: 'breaks the stack in seeded ways and recounts every event (--seed S or --seeds A..B, --events N)',
  screenshots: 'takes pictures of every screen from the running stack (--only a,b --to folder --png --whole)',
};

async function main() {
  const [command = 'start', ...args] = splitArguments(process.argv.slice(2));
  if (command === 'help' || !Object.hasOwn(COMMANDS, command)) return help(command);
  requireNode();
  await ensureInstalled(ROOT);
  process.exitCode = await hand(command, args);
}

/** `npm start -- --port 9000` names no command. */
function splitArguments(args) {
  return args[0] === '--help' ? ['help'] : args[0]?.startsWith('-') ? ['start', ...args] : args;
}

function help(command) {
  if (command !== 'help') console.error(`There is no command "${command}". The commands are:`);
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  for (const [name, text] of Object.entries(COMMANDS)) console.error(`  ${name.padEnd(width)}  ${text}`);
  process.exitCode = command === 'help' ? 0 : 2;
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(
    `Hopline needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and try again.`,
  );
}

/** Runs the command to its end and resolves with its exit code. */
function hand(command, args) {
  const child = spawn(nodeForCommands(ROOT), [join(ROOT, 'dev', 'commands', `${command}.ts`), ...args], {
    cwd: ROOT,
    // A terminal's Ctrl-C would reach workerd too and end it before its queues are empty; in a group of its own it hears only from us.
    detached: command === 'start',
    // The channel tells the command when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: [BIN, process.env.PATH].join(delimiter), WRANGLER_SEND_METRICS: 'false' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  followNpm(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** A killed npm does not tell its script; being handed to another parent does. */
function followNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 250);
  timer.unref();
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
