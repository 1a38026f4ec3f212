import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addressesFrom, chooseBasePort } from './addresses.ts';
import { removeState } from './fresh.ts';
import { takeLock } from './lock.ts';
import { findFreeBase, requireFreePorts } from './ports.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'hopline-lock-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

it('lets one stack use a folder at a time', async () => {
  const lock = await takeLock(stateDir);
  await expect(takeLock(stateDir)).rejects.toThrow(`Hopline already runs from this folder (process ${process.pid})`);
  await expect(removeState(stateDir)).rejects.toThrow('already runs');
  await lock.release();
  await (await takeLock(stateDir)).release();
});

it('takes over from a holder that is gone, and leaves strangers with its old process ids alone', async () => {
  const stranger = spawn('sleep', ['30'], { stdio: 'ignore' });
  await writeFile(join(stateDir, 'lock'), JSON.stringify({ pid: 0, runtimes: [stranger.pid] }));
  await (await takeLock(stateDir)).release();
  expect(stranger.exitCode).toBeNull();
  stranger.kill('SIGKILL');
});

it('waits for a holder that is about to be gone', async () => {
  const lock = await takeLock(stateDir);
  await lock.markStopping();
  setTimeout(() => void lock.release(), 300);
  await (await takeLock(stateDir)).release();
});

it('takes over a lock file that was cut off while being written', async () => {
  await writeFile(join(stateDir, 'lock'), '{"pid":');
  await (await takeLock(stateDir)).release();
});

it('removes everything when started fresh', async () => {
  await writeFile(join(stateDir, 'demo.json'), '{}');
  await removeState(stateDir);
  expect(existsSync(stateDir)).toBe(false);
});

it('names the port in use, the process that has it, and the way out', async () => {
  const base = await findFreeBase();
  await requireFreePorts(addressesFrom(base));
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(base + 1, '127.0.0.1', resolve));
  await expect(requireFreePorts(addressesFrom(base))).rejects.toThrow(
    new RegExp(`Port ${base + 1} \\(api\\) is in use by process ${process.pid} .* --port`),
  );
  taken.close();
});

it('takes the port from the flag, then from the environment, and refuses nonsense', () => {
  expect(chooseBasePort('9000', '9100')).toBe(9000);
  expect(chooseBasePort(undefined, '9100')).toBe(9100);
  expect(chooseBasePort(undefined, '')).toBe(8787);
  for (const wrong of ['80', '65535', 'x', '9000.5'])
    expect(() => chooseBasePort(wrong, undefined)).toThrow('The port must be');
});
