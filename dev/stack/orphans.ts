/** workerd outlives a killed parent, keeps the ports and serves stale code; these are the ways to end it. */
import { processInfo } from './processes.ts';

/** Present in the command line of every workerd that Miniflare starts. */
export const RUNTIME_COMMAND = 'workerd serve';

/** Ends those of `pids` that are still runtimes without their parent. Others are left alone: pids are used again. */
export async function endRuntimes(pids: number[], parent?: number): Promise<void> {
  for (const pid of pids) {
    const info = await processInfo(pid);
    if (!info?.command.includes(RUNTIME_COMMAND) || info.parent === parent) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
