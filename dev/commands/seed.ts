/** `npm run seed`: plausible traffic in the running stack. */
import { parseArgs } from 'node:util';
import { type Demo, requireRunning, STATE_DIR } from '../demo/file.ts';
import { walkIn } from '../seed/front-door.ts';
import { storeHistory } from '../seed/history.ts';
import { sendHistory } from '../seed/queue-history.ts';
import { createSeedLinks } from '../seed/links.ts';
import { createRandom } from '../seed/random.ts';
import { makeVisits, type Visit } from '../seed/visits.ts';
import { DATABASE, DEMO_DOMAIN } from '../stack/addresses.ts';
import { loadSecrets } from '../stack/secrets.ts';
import { runCommand } from './run.ts';

/** Up to here the newest day walks in through the front door; beyond, that would take minutes. */
const MAX_FRONT_DOOR_CLICKS = 20_000;
/** Up to here the past takes the queue, too, and live totals agree with reports; beyond, that would take minutes. */
const MAX_QUEUED_CLICKS = 200_000;
const HOUR_MS = 3_600_000;
const LIMITS = { links: 100_000, clicks: 1_000_000_000, days: 400 };

async function seed(): Promise<void> {
  const { values } = parseArgs({
    options: {
      links: { type: 'string', default: '20' },
      clicks: { type: 'string', default: '2000' },
      days: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    },
  });
  const [linkCount, clickCount, days] = [
    wholeNumber('links', values.links, 1),
    wholeNumber('clicks', values.clicks, 0),
    wholeNumber('days', values.days, 0),
  ];
  const demo = await requireRunning(STATE_DIR);
  console.log(
    `Seed ${values.seed}: ${linkCount} links, ${clickCount} clicks over ${days} days. --seed ${values.seed} makes the same again.`,
  );

  const links = await timed(`links ready`, linkCount, () =>
    createSeedLinks({ ...demo, domain: DEMO_DOMAIN }, createRandom(`${values.seed}/links`), linkCount),
  );
  const untilMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const visits = makeVisits(createRandom(`${values.seed}/visits`), links, { untilMs, days }, clickCount);
  // Only this moment can be visited; of many clicks over many days, most belong to the past.
  const walking = clickCount > MAX_FRONT_DOOR_CLICKS ? 0 : Math.ceil(clickCount / Math.max(1, days));
  const runName = `${values.seed}-${untilMs / HOUR_MS}-${linkCount}-${clickCount}-${days}`.replace(/[^\w-]/g, '_');
  await seedPast(demo, { visits, count: clickCount - walking, runName });
  await timed('clicks walked in through the front door', walking, () => walkIn(demo.edgeUrl, visits, walking));
}

interface Past {
  visits: Iterator<Visit>;
  count: number;
  runName: string;
}

async function seedPast(demo: Demo, { visits, count, runName }: Past): Promise<void> {
  const onProgress = (done: number): void => showProgress(done, count);
  if (count <= MAX_QUEUED_CLICKS) {
    const { localControl: control } = await loadSecrets(STATE_DIR);
    await timed('clicks of the past sent through the queue', count, () =>
      sendHistory({ ...demo, control, runName }, visits, count, onProgress),
    );
  } else {
    await timed(
      'clicks of the past stored in ClickHouse (reports only: live totals do not know them, and the audit will say so)',
      count,
      () => storeHistory({ ...demo, database: DATABASE, runName }, visits, count, onProgress),
    );
  }
}

function wholeNumber(name: keyof typeof LIMITS, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= LIMITS[name]) return value;
  throw new Error(`--${name} must be a whole number from ${least} to ${LIMITS[name]}, not "${text}".`);
}

async function timed<T>(what: string, count: number, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedMs) / 1000;
  if (count > 0) console.log(`${count} ${what} in ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s)`);
  return result;
}

function showProgress(stored: number, of: number): void {
  if (process.stdout.isTTY && stored < of) process.stdout.write(`${stored} of ${of}\r`);
}

await runCommand(seed);
