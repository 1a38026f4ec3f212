import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG_FILES, configure, SETTINGS } from './configure.ts';

const KV = '0123456789abcdef0123456789abcdef';
const D1 = '01234567-89ab-cdef-0123-456789abcdef';
const files = CONFIG_FILES.map((file) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8'));

describe('configure', () => {
  it('puts one id for a shared store into every worker that binds it', () => {
    for (const toml of files) {
      const done = configure(toml, { routes: KV, control: D1, 'links-0': D1, 'links-1': D1 });
      expect(done).not.toContain('id = "hopline-');
      expect(done.split(`database_id = "${D1}"`)).toHaveLength(4);
      expect(done).toContain('database_name = "hopline-links-1"');
    }
  });

  it('finds something to replace for each option', () => {
    const values: Record<string, string> = {
      routes: KV,
      control: D1,
      'links-0': D1,
      'links-1': D1,
      'domain-target': 'edge.somewhere.test',
    };
    for (const name of Object.keys(SETTINGS)) {
      const value = values[name] ?? 'https://somewhere.test';
      expect(
        files.some((toml) => configure(toml, { [name]: value }) !== toml),
        name,
      ).toBe(true);
    }
  });

  it('can be run again with other values', () => {
    const [edge = ''] = files;
    const other = KV.replaceAll('0', 'f');
    expect(configure(configure(edge, { routes: KV }), { routes: other })).toBe(configure(edge, { routes: other }));
  });

  it('names the option and the value it refuses', () => {
    expect(() => configure('', { routes: 'nope' })).toThrow('--routes "nope" is not a KV namespace id');
    expect(() => configure('', { 'api-url': 'http://api.test/' })).toThrow(/--api-url/);
    expect(() => configure('', { color: 'red' })).toThrow('There is no option --color');
  });
});
