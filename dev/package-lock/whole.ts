/**
 * Makes package-lock.json whole: every optional platform package that a dependency names has an entry.
 *
 * Some registries hide packages made for other systems, so a lock made behind one lacks the macOS and arm builds, and `npm ci`
 * refuses it everywhere. A stub with version, os and cpu is enough for npm to skip the package here and to fetch it there.
 */

export interface LockPackage {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface PackageLock {
  packages: Record<string, LockPackage>;
}

export interface Stub {
  path: string;
  content: LockPackage;
}

const OS = ['darwin', 'win32', 'linux', 'freebsd', 'android', 'openharmony', 'aix', 'netbsd', 'openbsd', 'sunos'];
const EXACT_VERSION = /^\d+\.\d+\.\d+\S*$/;
const CPU = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];
/** Names that packages use for what npm calls otherwise. */
const ALIASES: Record<string, string> = { windows: 'win32', '64': 'x64' };

/** Entries that the lock lacks. Throws for a dependency without an exact version: its stub would be a guess. */
export function missingStubs(lock: PackageLock): Stub[] {
  const stubs = new Map<string, Stub>();
  for (const [dependent, content] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(content.optionalDependencies ?? {})) {
      if (isResolved(lock, dependent, name)) continue;
      if (!EXACT_VERSION.test(version)) throw new Error(`${dependent} wants ${name} ${version}, no exact version.`);
      const top = `node_modules/${name}`;
      const isTaken = top in lock.packages || (stubs.has(top) && stubs.get(top)?.content.version !== version);
      const path = isTaken ? `${dependent}/${top}` : top;
      stubs.set(path, { path, content: stubContent(name, version, content.dev === true) });
    }
  }
  return [...stubs.values()];
}

/** Keys in npm's own order, so that npm leaves the file as it is. */
function stubContent(name: string, version: string, dev: boolean): LockPackage {
  const { cpu, libc, os } = platformOf(name);
  return {
    version,
    ...(cpu && { cpu }),
    ...(dev && { dev }),
    ...(libc && { libc }),
    optional: true,
    ...(os && { os }),
  };
}

/** The lock with `stubs` added, in npm's own order. */
export function withStubs(lock: PackageLock, stubs: readonly Stub[]): PackageLock {
  const entries = [
    ...Object.entries(lock.packages),
    ...stubs.map(({ path, content }): [string, LockPackage] => [path, content]),
  ];
  return { ...lock, packages: Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b, 'en'))) };
}

/** Entries that name the registry they came from; other machines may not reach it. */
export function withRegistryAddress(lock: PackageLock): string[] {
  return Object.entries(lock.packages)
    .filter(([, content]) => content.resolved !== undefined)
    .map(([path]) => path);
}

/** As npm looks a package up: in the dependent's own node_modules, then in each one above. */
function isResolved(lock: PackageLock, dependent: string, name: string): boolean {
  const above = dependent.split(/(?:^|\/)node_modules\//).slice(1);
  for (let depth = above.length; depth >= 0; depth--) {
    const folder = above.slice(0, depth).map((part) => `node_modules/${part}/`);
    if (`${folder.join('')}node_modules/${name}` in lock.packages) return true;
  }
  return false;
}

function platformOf(name: string): Pick<LockPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/).map((word) => ALIASES[word] ?? word);
  const os = words.find((word) => OS.includes(word));
  const cpu = words.find((word) => CPU.includes(word));
  if (!os || !cpu) return {};
  const libc = words.includes('linux') ? words.find((word) => /^(gnu|musl)/.test(word)) : undefined;
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc.startsWith('musl') ? 'musl' : 'glibc'] }) };
}
