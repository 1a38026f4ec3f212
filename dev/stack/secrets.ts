/** Secrets of this installation: made once, kept in a file that only its owner can read. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Secrets {
  /** Signs the api's sessions. */
  authSecret: string;
  /** Encrypts stored secrets, such as those of webhooks. */
  sealSecret: string;
  /** Password of the demo account. */
  demoPassword: string;
  /** The word the running workers obey, see inside/drainable.ts. */
  localControl: string;
}

export async function loadSecrets(stateDir: string): Promise<Secrets> {
  const file = join(stateDir, 'secrets.json');
  if (existsSync(file)) return complete(file, parse(file, await readFile(file, 'utf8')));
  const secrets: Secrets = {
    authSecret: randomBytes(32).toString('hex'),
    sealSecret: randomBytes(32).toString('hex'),
    demoPassword: randomBytes(9).toString('base64url'),
    localControl: randomBytes(16).toString('hex'),
  };
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return secrets;
}

/** A file of an earlier version lacks what has been added since. */
async function complete(file: string, found: Omit<Secrets, 'sealSecret'> & Partial<Secrets>): Promise<Secrets> {
  if (found.sealSecret !== undefined) return { ...found, sealSecret: found.sealSecret };
  const secrets = { ...found, sealSecret: randomBytes(32).toString('hex') };
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function parse(file: string, text: string): Secrets {
  try {
    return JSON.parse(text) as Secrets;
  } catch {
    throw new Error(`${file} cannot be read. Start from nothing with \`npm start -- --fresh\` (local data is lost).`);
  }
}
