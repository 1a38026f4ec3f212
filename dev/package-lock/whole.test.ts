import { expect, it } from 'vitest';
import { missingStubs, type PackageLock, withRegistryAddress, withStubs } from './whole.ts';

const lock: PackageLock = {
  packages: {
    '': {},
    'node_modules/tool': {
      dev: true,
      optionalDependencies: { '@tool/linux-x64': '1.0.0', '@tool/darwin-arm64': '1.0.0' },
    },
    'node_modules/@tool/linux-x64': { version: '1.0.0', resolved: 'https://registry.example/x.tgz' },
    'node_modules/other/node_modules/tool': {
      optionalDependencies: { '@tool/darwin-arm64': '2.0.0', '@tool/linux-x64': '1.0.0' },
    },
    'node_modules/runtime': {
      optionalDependencies: { '@runtime/windows-64': '3.1.0', '@runtime/linux-arm64-musl': '3.1.0' },
    },
  },
};

it('names every optional package without an entry, with the systems it is for', () => {
  const stubs = Object.fromEntries(missingStubs(lock).map(({ path, content }) => [path, content]));
  expect(stubs).toEqual({
    'node_modules/@tool/darwin-arm64': { version: '1.0.0', dev: true, optional: true, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/other/node_modules/tool/node_modules/@tool/darwin-arm64': {
      version: '2.0.0',
      optional: true,
      os: ['darwin'],
      cpu: ['arm64'],
    },
    'node_modules/@runtime/windows-64': { version: '3.1.0', optional: true, os: ['win32'], cpu: ['x64'] },
    'node_modules/@runtime/linux-arm64-musl': {
      version: '3.1.0',
      optional: true,
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
    },
  });
});

it('lacks nothing once the stubs are in', () => {
  expect(missingStubs(withStubs(lock, missingStubs(lock)))).toEqual([]);
});

it('finds entries that name a registry', () => {
  expect(withRegistryAddress(lock)).toEqual(['node_modules/@tool/linux-x64']);
});

it('refuses to guess a version', () => {
  expect(() => missingStubs({ packages: { 'node_modules/x': { optionalDependencies: { y: '^1.0.0' } } } })).toThrow(
    'no exact version',
  );
});
