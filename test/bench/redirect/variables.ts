/** Variables for a worker that a bench runs: the deployed ones, so that a new one is never missing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../../../dev/stack/repository.ts';

/** As bindings of a workerd configuration. @param configuration path of a wrangler.toml; @param own in place of the deployed ones. */
export async function variablesOf(configuration: string, own: Record<string, string>): Promise<string[]> {
  const text = await readFile(join(REPOSITORY, configuration), 'utf8');
  const [, section = ''] = /^\[vars\]\n([^[]*)/m.exec(text) ?? [];
  const deployed = [...section.matchAll(/^(\w+) = ("[^"\n]*")$/gm)].map(([, name = '', value = '""']) => [
    name,
    JSON.parse(value) as string,
  ]);
  const all = { ...Object.fromEntries(deployed), ...own };
  return Object.entries(all).map(([name, value]) => `( name = "${name}", text = ${JSON.stringify(value)} )`);
}
