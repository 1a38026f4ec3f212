/** CPU time of a process and its threads, as the kernel counts it. */
import { readFile } from 'node:fs/promises';

/** Clock ticks per second of /proc; fixed at 100 on every Linux that workerd runs on. */
const TICKS_PER_SECOND = 100;

/** User and system seconds since the process began. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces; utime and stime are the 12th and 13th fields after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
