/** Where the parts of the local stack listen: ports in a row, on this machine only. */

export const DEFAULT_BASE_PORT = 8787;
/** The demo domain. Its short links live at this name with the edge's port. */
export const DEMO_DOMAIN = 'localhost';
/** The database in the local ClickHouse. */
export const DATABASE = 'hopline';
export const LOOPBACK = '127.0.0.1';

export interface Addresses {
  edge: number;
  api: number;
  web: number;
  clickhouse: number;
  /** The local mailbox. */
  mail: number;
}

export function addressesFrom(basePort: number): Addresses {
  return { edge: basePort, api: basePort + 1, web: basePort + 2, clickhouse: basePort + 3, mail: basePort + 4 };
}

export function urlOf(port: number): string {
  return `http://${LOOPBACK}:${port}`;
}

/** From `--port N`, then HOPLINE_PORT, then the default. Throws a sentence when it is not a usable port. */
export function chooseBasePort(flag: string | undefined, env: string | undefined): number {
  const text = flag ?? (env || undefined);
  if (text === undefined) return DEFAULT_BASE_PORT;
  const port = Number(text);
  const highest = 65_535 - Object.keys(addressesFrom(0)).length + 1;
  if (!Number.isInteger(port) || port < 1024 || port > highest) {
    throw new Error(`The port must be a whole number from 1024 to ${highest}, not "${text}".`);
  }
  return port;
}
