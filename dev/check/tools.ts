/** Checks that a tool makes by itself. */
import { missingStubs, type PackageLock, withRegistryAddress } from '../package-lock/whole.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../stack/repository.ts';
import { type Check, runTool } from './check.ts';

export const types: Check = {
  name: 'types',
  async run() {
    await runTool('typescript/bin/tsc', ['-b']);
    return 'tsc -b';
  },
};

export const lint: Check = {
  name: 'lint',
  async run() {
    const output = await runTool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']);
    return /Finished.*$/m.exec(output)?.[0] ?? '';
  },
};

export const format: Check = {
  name: 'format',
  async run({ update }) {
    await runTool('oxfmt/bin/oxfmt', update ? ['.'] : ['--check', '.']);
    return 'oxfmt';
  },
};

export const unused: Check = {
  name: 'unused code',
  async run() {
    await runTool('knip/bin/knip.js', ['--no-progress']);
    return 'knip';
  },
};

export const lock: Check = {
  name: 'lock file whole',
  async run() {
    const content = JSON.parse(await readFile(join(REPOSITORY, 'package-lock.json'), 'utf8')) as PackageLock;
    const wrong = [
      ...missingStubs(content).map(({ path }) => `it lacks ${path}`),
      ...withRegistryAddress(content).map((path) => `it names a registry for ${path}`),
    ];
    if (wrong.length > 0)
      throw new Error(`package-lock.json is not whole. Run: node dev/lock-stubs.ts\n${wrong.join('\n')}`);
    return `${Object.keys(content.packages).length} packages`;
  },
};
