/** CPU time of a process and its threads, as the kernel's scheduler counts it. */
import { readdir, readFile } from 'node:fs/promises';

/** Seconds on a processor, user and system, of all threads that live. In nanoseconds underneath: a slice of 100 ms is not ten ticks. */
export async function cpuSeconds(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'utf8')));
  return times.reduce((sum, text) => sum + Number(text.split(' ', 1)[0]), 0) / 1e9;
}
