/** `.local/demo.json`: where the stack listens and how to sign in, for people and for the other commands. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';

export const STATE_DIR = join(REPOSITORY, '.local');

export interface Demo {
  edgeUrl: string;
  apiUrl: string;
  webUrl: string;
  clickhouseUrl: string;
  mailUrl: string;
  email: string;
  password: string;
  /** API token of the demo workspace with all scopes a tenant needs. */
  token: string;
  workspaceId: string;
}

/** Null when nothing has been started here yet. */
export async function readDemo(stateDir: string): Promise<Demo | null> {
  try {
    return JSON.parse(await readFile(join(stateDir, 'demo.json'), 'utf8')) as Demo;
  } catch {
    return null;
  }
}

/** Readers see the old file or the new one, never half of it. */
export async function writeDemo(stateDir: string, demo: Demo): Promise<void> {
  const file = join(stateDir, 'demo.json');
  await writeFile(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The running stack, for commands that need one. Throws a sentence when there is none. */
export async function requireRunning(stateDir: string): Promise<Demo> {
  const demo = await readDemo(stateDir);
  const answers =
    demo &&
    (await fetch(`${demo.apiUrl}/health`).then(
      () => true,
      () => false,
    ));
  if (!demo || !answers)
    throw new Error('Hopline is not running from this folder. Start it in another terminal: npm start');
  return demo;
}
