/** The import law of DESIGN §2: which room may import what. Pure, so that a test can break it. */
import { posix } from 'node:path';

interface Import {
  specifier: string;
  typeOnly: boolean;
}

type Room = 'core' | 'platform' | 'edge' | 'api' | 'pipeline' | 'web' | 'sdk' | 'dev' | 'test';

/** Which rooms a room may import from, besides itself. `types` allows types only. */
const MAY_IMPORT: Record<Room, Partial<Record<Room, 'all' | 'types'>>> = {
  core: {},
  platform: { core: 'all' },
  edge: { platform: 'all', core: 'all' },
  api: { platform: 'all', core: 'all' },
  pipeline: { platform: 'all', core: 'all' },
  web: { core: 'all', api: 'types' },
  sdk: {},
  dev: { core: 'all', platform: 'all', edge: 'all', api: 'all', pipeline: 'all', web: 'all', sdk: 'all', test: 'all' },
  test: { core: 'all', platform: 'all', edge: 'all', api: 'all', pipeline: 'all', web: 'all', sdk: 'all', dev: 'all' },
};
/** Packages that compute and nothing else: the only ones core may use. */
const PURE_PACKAGES = [
  'zod',
  'ulid',
  'fflate',
  'hyparquet-writer',
  'tldts',
  'isbot',
  'bowser',
  'uqr',
  'ipaddr.js',
  'punycode/',
  'fast-png',
  'unhomoglyph',
];
/** What would make the redirect heavy or slow to start. */
const TOO_HEAVY_FOR_EDGE = [
  'zod',
  '@hono/zod-openapi',
  'drizzle-orm',
  'bowser',
  'better-auth',
  'fast-png',
  'ipaddr.js',
  'unhomoglyph',
  '@clickhouse/client-web',
];
/** Reached by an alias; other rooms are reached by nobody but dev and test. */
const ALIASES: Record<string, Room> = { '#core/': 'core', '#platform/': 'platform', '#test/': 'test' };

/** Tests, and what only tests beside them use. */
const TEST_FILE = /\.test\.tsx?$|\/test-[\w-]+\.ts$|\/testing\//;
const IMPORT =
  /\b(?:import|export)\s+(type\s+)?([^'";]*?)\s*\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/gm;

/** Sentences about every import of `file` (path from the top) that breaks the law. */
export function lawBreaches(file: string, text: string): string[] {
  const room = roomOf(file);
  if (!room) return [];
  return importsOf(text).flatMap((found) => {
    const breach = breachOf(file, room, found);
    return breach ? [`${file} imports ${found.specifier}: ${breach}`] : [];
  });
}

export function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(IMPORT)].map(([, type, names = '', from, dynamic, bare]) => ({
    specifier: from ?? dynamic ?? bare ?? '',
    typeOnly:
      type !== undefined ||
      (/^\{.*\}$/s.test(names) &&
        names
          .slice(1, -1)
          .split(',')
          .every((name) => /^\s*(type\s|$)/.test(name))),
  }));
}

function breachOf(file: string, room: Room, { specifier, typeOnly }: Import): string | null {
  if (/\/testing\//.test(specifier) && !TEST_FILE.test(file) && room !== 'dev' && room !== 'test')
    return 'only tests use that';
  const alias = Object.keys(ALIASES).find((prefix) => specifier.startsWith(prefix));
  if (alias || specifier.startsWith('.')) {
    const target = alias ? ALIASES[alias] : roomOf(posix.join(posix.dirname(file), specifier));
    return roomBreach(file, room, target ?? null, typeOnly, alias !== undefined);
  }
  return packageBreach(file, room, specifier, typeOnly);
}

function roomBreach(file: string, room: Room, target: Room | null, typeOnly: boolean, byAlias: boolean): string | null {
  if (target === room || (target === null && (room === 'web' || room === 'dev' || room === 'test'))) return null;
  if (target === null) return 'that is no room';
  if (target === 'test' && TEST_FILE.test(file)) return null;
  const allowed = MAY_IMPORT[room][target];
  if (!allowed) return `${room} may not know ${target}`;
  if (allowed === 'types' && !typeOnly) return `${room} may import only types of ${target}`;
  const hasAlias = Object.values(ALIASES).includes(target);
  return !byAlias && hasAlias && room !== 'dev' && room !== 'test' ? `reach it as #${target}/…` : null;
}

function packageBreach(file: string, room: Room, specifier: string, typeOnly: boolean): string | null {
  if (TEST_FILE.test(file) || typeOnly) return null;
  const isOneOf = (names: string[]): boolean =>
    names.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (room === 'core' && !isOneOf(PURE_PACKAGES)) return 'core does no I/O and uses only pure packages';
  if (room === 'edge' && (isOneOf(TOO_HEAVY_FOR_EDGE) || specifier === 'hono')) return 'too heavy for the redirect';
  if (room === 'sdk' && specifier.startsWith('node:')) return 'the sdk runs in browsers and workers';
  return null;
}

function roomOf(file: string): Room | null {
  const name = /^(?:workers\/(core|platform|edge|api|pipeline)|(web|sdk|dev|test))\//.exec(file);
  return (name?.[1] ?? name?.[2] ?? null) as Room | null;
}
