import { expect, it } from 'vitest';
import { importsOf, lawBreaches } from './import-law.ts';

const breaches = (file: string, code: string): number => lawBreaches(file, code).length;

it('reads every way to import, and whether only types come in', () => {
  const code = `import { a } from 'a';
import type { B } from 'b';
import { type C, type D } from 'c';
import d, { type E } from 'd';
export * from 'e';
export type { F } from 'f';
import 'g';
const h = await import('h');
// import { x } from 'commented-out';
/* import { y } from 'commented-out'; */
import {
  i,
} from 'i';`;
  expect(importsOf(code).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? ':type' : ''}`)).toEqual([
    'a',
    'b:type',
    'c:type',
    'd',
    'e',
    'f:type',
    'g',
    'h',
    'i',
  ]);
});

it('keeps core free of I/O and of every other room', () => {
  expect(breaches('workers/core/link/create.ts', `import { z } from 'zod'; import { x } from '../id/x.ts';`)).toBe(0);
  expect(breaches('workers/core/link/create.ts', `import { readFile } from 'node:fs';`)).toBe(1);
  expect(breaches('workers/core/link/create.ts', `import { env } from 'cloudflare:workers';`)).toBe(1);
  expect(breaches('workers/core/link/create.ts', `import { drizzle } from 'drizzle-orm';`)).toBe(1);
  expect(breaches('workers/core/link/create.ts', `import { log } from '#platform/log/log.ts';`)).toBe(1);
  expect(breaches('workers/core/link/create.test.ts', `import { it } from 'vitest';`)).toBe(0);
});

it('lets imports point down only, by alias', () => {
  expect(breaches('workers/edge/index.ts', `import { x } from '#platform/x.ts'; import { y } from '#core/y.ts';`)).toBe(
    0,
  );
  expect(breaches('workers/edge/index.ts', `import { x } from '../core/x.ts';`)).toBe(1);
  expect(breaches('workers/platform/d1/x.ts', `import { x } from '../../api/x.ts';`)).toBe(1);
  expect(breaches('workers/platform/d1/x.ts', `import { x } from '#core/x.ts';`)).toBe(0);
});

it('keeps workers apart from each other', () => {
  expect(breaches('workers/api/index.ts', `import type { Ledger } from '../pipeline/ledger.ts';`)).toBe(1);
  expect(breaches('workers/edge/a/b.ts', `export * from '../../api/x.ts';`)).toBe(1);
});

it('keeps the redirect light', () => {
  expect(breaches('workers/edge/index.ts', `import { Hono } from 'hono/tiny';`)).toBe(0);
  expect(breaches('workers/edge/index.ts', `import { Hono } from 'hono';`)).toBe(1);
  expect(breaches('workers/edge/index.ts', `import { z } from 'zod';`)).toBe(1);
});

it('gives web the types of the api, never its code', () => {
  expect(breaches('web/src/api/client.ts', `import type { App } from '../../../workers/api/client-type.ts';`)).toBe(0);
  expect(breaches('web/src/api/client.ts', `import { app } from '../../../workers/api/index.ts';`)).toBe(1);
  expect(breaches('web/src/api/client.ts', `import { x } from '#core/x.ts';`)).toBe(0);
  expect(breaches('web/src/api/client.ts', `import { x } from '#platform/x.ts';`)).toBe(1);
});

it('keeps the sdk free of workers, and product code free of dev and test', () => {
  expect(breaches('sdk/src/index.ts', `import { x } from '../../workers/core/x.ts';`)).toBe(1);
  expect(breaches('workers/api/x.ts', `import { x } from '../../dev/x.ts';`)).toBe(1);
  expect(breaches('workers/api/x.ts', `import { x } from '#test/x.ts';`)).toBe(1);
  expect(breaches('workers/api/x.test.ts', `import { x } from '#test/x.ts';`)).toBe(0);
  expect(breaches('workers/api/links/test-stores.ts', `import { x } from '#test/x.ts';`)).toBe(0);
  expect(breaches('workers/api/links/testing/stores.ts', `import { x } from '#test/x.ts';`)).toBe(0);
  expect(breaches('workers/api/x.ts', `import { x } from './links/testing/stores.ts';`)).toBe(1);
  expect(breaches('workers/api/x.test.ts', `import { x } from './links/testing/stores.ts';`)).toBe(0);
});
