/** Is node_modules what package-lock.json says? If not: `npm ci`. Plain JavaScript, see start.mjs. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Written after a complete install; a half-finished one has none. Holds the hash of the lock it installed. */
const STAMP = '.hopline-install';
/** The oldest Node that runs TypeScript files as they are. */
const NODE_WITH_TYPES_MAJOR = 24;

/** Resolves when the packages are there. Throws a sentence that says what to do. */
export async function ensureInstalled(root) {
  const modules = join(root, 'node_modules');
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const hasTools = keyFiles(modules, lockText).every((file) => existsSync(file));
  if (hasTools && readOr(join(modules, STAMP), '') === hash) return;
  if (!(hasTools && npmSaysComplete(modules, JSON.parse(lockText)))) {
    console.error('Installing packages (about a minute the first time)');
    await install(root);
    const missing = keyFiles(modules, lockText).find((file) => !existsSync(file));
    if (missing)
      throw new Error(
        `The install left out ${missing}. Does npm skip scripts or optional packages here? Allow them, then start again.`,
      );
  }
  writeFileSync(join(modules, STAMP), hash);
}

/** The packages' own Node 24, or this one when it is new enough. */
export function nodeForCommands(root) {
  const own = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(own) && spawnSync(own, ['--version']).status === 0) return own;
  if (Number(process.versions.node.split('.')[0]) >= NODE_WITH_TYPES_MAJOR) return process.execPath;
  throw new Error(
    `There is no working Node ${NODE_WITH_TYPES_MAJOR} in node_modules. Run \`npm ci\`, or use Node ${NODE_WITH_TYPES_MAJOR} yourself.`,
  );
}

/** Files whose absence means that an install stopped half-way: the tools, and what their own scripts fetch. */
function keyFiles(modules, lockText) {
  const packages = JSON.parse(lockText).packages;
  const fits = (content) =>
    (!content.os || content.os.includes(process.platform)) &&
    (!content.cpu || content.cpu.includes(process.arch)) &&
    !isForeignLibc(content);
  const native = Object.keys(packages).filter(
    (path) =>
      /^node_modules\/@(cloudflare\/workerd|chdb\/lib|esbuild\/\w)/.test(path) &&
      packages[path].optional &&
      fits(packages[path]),
  );
  const tools = ['.bin/node', '.bin/wrangler', '.bin/vite', '.bin/vitest'].map((name) => join(modules, name));
  return [...tools, ...native.map((path) => join(modules, '..', path, 'package.json'))];
}

function isForeignLibc({ libc }) {
  return process.platform === 'linux' && libc !== undefined && !libc.includes(isMusl() ? 'musl' : 'glibc');
}

function isMusl() {
  return !process.report?.getReport().header.glibcVersionRuntime;
}

/** npm keeps its own list of what it installed; an install by hand (`npm install`) needs no second one. */
function npmSaysComplete(modules, lock) {
  const installed = JSON.parse(readOr(join(modules, '.package-lock.json'), '{}')).packages;
  if (!installed) return false;
  return Object.entries(lock.packages).every(
    ([path, content]) =>
      path === '' || (content.optional && !installed[path]) || installed[path]?.version === content.version,
  );
}

async function install(root) {
  if ((await npmCi(root)) === 0) return;
  // Registries and npm's cache have bad moments; the second try finds most of it downloaded.
  console.error('Installing failed, trying once more');
  if ((await npmCi(root)) === 0) return;
  throw new Error(
    'The packages could not be installed; npm says why above. Check the network and the free disk space, then start again. If it says that the lock file is out of step, run `npm install`.',
  );
}

function npmCi(root) {
  const { command, prefix } = npm();
  const args = [...prefix, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environmentForNpm(root) });
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Error('npm is not on the PATH. Install npm (it comes with Node), then start again.')),
    );
    child.once('exit', resolve);
  });
}

/** Inside `npm start` npm says where it is; that very copy is used, on the Node of the system. */
function npm() {
  const script = process.env.npm_execpath;
  if (
    script &&
    /npm-cli\.(c|m)?js$/.test(script) &&
    existsSync(script) &&
    process.env.npm_node_execpath &&
    existsSync(process.env.npm_node_execpath)
  ) {
    return { command: process.env.npm_node_execpath, prefix: [script] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', prefix: [] };
}

/** `npm ci` removes node_modules first, so nothing in it may be on the way; and the outer npm's script must not look like the inner one's. */
function environmentForNpm(root) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command)/.test(name)),
  );
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')));
  return { ...env, PATH: path.join(delimiter), NODE_ENV: 'development' };
}

function readOr(file, fallback) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}
