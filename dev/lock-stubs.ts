/** `node dev/lock-stubs.ts` makes package-lock.json whole after `npm install`; with `--check` it only says whether it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { missingStubs, type PackageLock, withRegistryAddress, withStubs } from './package-lock/whole.ts';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8')) as PackageLock;
const stubs = missingStubs(lock);
const addressed = withRegistryAddress(lock);

if (process.argv.includes('--check')) {
  for (const { path } of stubs) console.error(`package-lock.json lacks ${path}`);
  for (const path of addressed) console.error(`package-lock.json names a registry for ${path}`);
  if (stubs.length + addressed.length > 0) {
    console.error('Run: node dev/lock-stubs.ts');
    process.exitCode = 1;
  }
} else if (stubs.length + addressed.length > 0) {
  for (const path of addressed) delete lock.packages[path]?.resolved;
  writeFileSync(file, `${JSON.stringify(withStubs(lock, stubs), null, 2)}\n`);
  console.log(`Added ${stubs.length} packages for other systems, removed ${addressed.length} registry addresses.`);
} else {
  console.log('package-lock.json is whole.');
}
