/**
 * Entry of the watchdog process: ends workerd when the process that started the stack is gone, however it went.
 * It reads runtime pids from stdin, one line of JSON each time they change; the end of stdin is the end of the starter.
 */
import { createInterface } from 'node:readline';
import { endRuntimes } from './orphans.ts';

// The terminal sends Ctrl-C to everyone; the starter stops first and then closes stdin.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

let runtimes: number[] = [];
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  runtimes = JSON.parse(line) as number[];
});
lines.on('close', () => void endRuntimes(runtimes));
