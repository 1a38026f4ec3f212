/** One thing a machine holds: a name, and a run that resolves with a fact worth a line or throws what is wrong. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';

export interface CheckOptions {
  /** Bring what is recorded up to date instead of comparing with it. */
  update: boolean;
}

export interface Check {
  name: string;
  run(options: CheckOptions): Promise<string>;
}

/** Enough to see the first mistakes; the tool itself shows the rest. */
const MAX_OUTPUT_CHARS = 20_000;

/** Runs a tool of node_modules at the top of the repository. Throws its output when it fails. */
export async function runTool(script: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(REPOSITORY, 'node_modules', script), ...args], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MAX_OUTPUT_CHARS) output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(output.trim().slice(0, MAX_OUTPUT_CHARS) || `${script} ended with ${code}`);
  return output.trim();
}
