/** Are the ports free? If not: which one, who has it, and what to do, in a sentence. */
import { createServer } from 'node:net';
import { type Addresses, addressesFrom, LOOPBACK } from './addresses.ts';
import { REPOSITORY } from './repository.ts';
import { listenerOn, type ProcessInfo } from './processes.ts';

/** Parts of a killed start need a moment to notice and go. */
const MAX_WAIT_FOR_OWN_MS = 10_000;
const POLL_INTERVAL_MS = 200;

/** Throws a sentence that names the first port in use. Waits a little for a process of this very repository. */
export async function requireFreePorts(addresses: Addresses): Promise<void> {
  const deadline = Date.now() + MAX_WAIT_FOR_OWN_MS;
  for (const [part, port] of Object.entries(addresses) as [string, number][]) {
    while (!(await isFree(port))) {
      const owner = await listenerOn(port);
      const isLeftOver = owner?.parent === 1 && owner.command.includes(REPOSITORY);
      if (!isLeftOver || Date.now() > deadline) throw new Error(portInUse(part, port, owner));
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    }
  }
}

function portInUse(part: string, port: number, owner: ProcessInfo | null): string {
  const who = owner ? ` by process ${owner.pid} (${owner.command.slice(0, 60)})` : '';
  return `Port ${port} (${part}) is in use${who}. Stop it, or move all ports: npm start -- --port ${port + 1000}`;
}

/** The first of enough free ports in a row, from the range that systems do not hand out by themselves. */
export async function findFreeBase(): Promise<number> {
  const MAX_TRIES = 50;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const base = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all(Object.values(addressesFrom(base)).map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error('Not enough free ports in a row between 20000 and 30000.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: LOOPBACK, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
