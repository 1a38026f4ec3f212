/** Trouble of the workers, for the terminal: a first line at once, then one every few seconds with how many there were. */

const QUIET_MS = 10_000;
const MAX_LINE_CHARS = 240;

/** @param now Unix milliseconds. */
export function troubleTeller(
  say: (line: string) => void,
  logPath: string,
  now: () => number,
): (message: string) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return (message) => {
    if (now() - toldMs < QUIET_MS) return void untold++;
    const more = untold > 0 ? ` (and ${untold} more before)` : '';
    toldMs = now();
    untold = 0;
    say(`A worker failed, see ${logPath}${more}: ${(message.split('\n')[0] ?? '').slice(0, MAX_LINE_CHARS)}`);
  };
}
