/** CPU time as the kernel counts it: of a process and its threads, and of the whole machine. */
import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** Ticks per second of /proc/stat; 100 on every Linux that workerd runs on. */
const TICKS_PER_SECOND = 100;

/** Seconds on a processor, user and system, of all threads that live. In nanoseconds underneath: a slice of 100 ms is not ten ticks. */
export async function cpuSeconds(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'utf8')));
  return times.reduce((sum, text) => sum + Number(text.split(' ', 1)[0]), 0) / 1e9;
}

/** Seconds that all processors together were at work, for whomever, since the machine started; time stolen by its host counts. */
async function busySeconds(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

async function ownSeconds(pids: readonly number[]): Promise<number> {
  const { user, system } = process.cpuUsage();
  const servers = await Promise.all(pids.map(cpuSeconds));
  return servers.reduce((sum, seconds) => sum + seconds, (user + system) / 1e6);
}

/** Begins to watch; the function it gives tells the share of the machine, 0 to 1, that others than the bench have used since. */
export async function watchOthers(pids: readonly number[]): Promise<() => Promise<number>> {
  const [startedAt, busy, own] = [performance.now(), await busySeconds(), await ownSeconds(pids)];
  return async () => {
    const others = (await busySeconds()) - busy - ((await ownSeconds(pids)) - own);
    const available = ((performance.now() - startedAt) / 1000) * cpus().length;
    return Math.min(1, Math.max(0, others / available));
  };
}
