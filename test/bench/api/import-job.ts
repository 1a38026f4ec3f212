/** Imports links as a customer does: a CSV file, worked off by the background job, looked at until it is over. */
import { childrenOf } from '../../../dev/stack/processes.ts';
import { residentBytes } from '../pipeline/memory.ts';
import type { Target } from './measure.ts';

export interface ImportRow {
  links: number;
  seconds: number;
  linksPerSecond: number;
  /** Memory of the runtime with all workers and stores: before the file, at most in the first tenth of it, and at most in all. */
  residentBefore: number;
  peakOfFirstTenth: number;
  peak: number;
}

/** As the api shows an import. */
interface ShownImport {
  id: string;
  state: string;
  created: number;
  refused: number;
  lines: number;
}

const POLL_MS = 500;
/** How often a long import says where it is. */
const SAY_MS = 60_000;

/** Throws when a line is refused or the import does not come to its end. */
export async function importLinks(target: Target, name: string, links: number): Promise<ImportRow> {
  const runtime = await runtimeOf();
  const residentBefore = await residentBytes(runtime);
  const { id } = await ask(target, 'POST', '/imports', JSON.stringify({ format: 'csv', domain: target.tenant.domain }));
  const file = fileOf(name, links);
  const started = performance.now();
  await ask(target, 'PUT', `/imports/${id}/file`, file);
  const peaks = await watchImport(target, id, runtime, links);
  const seconds = (performance.now() - started) / 1_000;
  return { links, seconds, linksPerSecond: links / seconds, residentBefore, ...peaks };
}

async function watchImport(target: Target, id: string, runtime: number, links: number) {
  const peaks = { peakOfFirstTenth: 0, peak: 0 };
  for (let saidAt = performance.now(); ; await new Promise((resolve) => setTimeout(resolve, POLL_MS))) {
    const { state, lines, created, refused } = await ask(target, 'GET', `/imports/${id}`);
    const resident = await residentBytes(runtime);
    peaks.peak = Math.max(peaks.peak, resident);
    if (lines <= links / 10) peaks.peakOfFirstTenth = Math.max(peaks.peakOfFirstTenth, resident);
    if (state === 'done' && created === links && refused === 0) return peaks;
    if (state !== 'running')
      throw new Error(`The import is ${state}: ${created} of ${links} created, ${refused} refused`);
    if (performance.now() - saidAt < SAY_MS) continue;
    saidAt = performance.now();
    console.log(`import: ${lines} of ${links} lines, ${(resident / 1e6).toFixed(0)} MB resident`);
  }
}

/** Lines as exports of other products have them: a destination, a key, a title, and a tag on each tenth. */
function fileOf(name: string, links: number): string {
  const lines = ['url,key,title,tags'];
  for (let n = 0; n < links; n++) {
    const tag = n % 10 === 0 ? 'imported' : '';
    lines.push(
      `https://destination.example/${n % 1_000}/page-${n},${name}-${n},Campaign ${n % 5_000} of spring,${tag}`,
    );
  }
  return lines.join('\n');
}

/** The process that holds the workers and their stores. */
async function runtimeOf(): Promise<number> {
  const [runtime] = await childrenOf(process.pid, 'workerd');
  if (runtime === undefined) throw new Error('The runtime of the stack is not a child of this process');
  return runtime;
}

async function ask({ apiUrl, tenant }: Target, method: string, path: string, body?: string): Promise<ShownImport> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${tenant.token}`,
      'content-type': method === 'PUT' ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json() as Promise<ShownImport>;
}
