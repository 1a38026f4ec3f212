/** Starts the watchdog and keeps it told which runtimes to end. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Guard {
  watch(pids: number[]): void;
  /** Lets the watchdog end whatever is left, and go. */
  stop(): Promise<void>;
}

export function startGuard(): Guard {
  const main = fileURLToPath(new URL('./watchdog.ts', import.meta.url));
  // A group of its own: a kill of the starter's whole group must not take the watchdog with it.
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.on('error', () => {});
  return {
    watch: (pids) => void child.stdin.write(`${JSON.stringify(pids)}\n`),
    stop: async () => {
      child.stdin.end();
      child.ref();
      await ended;
    },
  };
}
