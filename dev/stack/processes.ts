/** What can be known about other processes of this user: enough to end our own and to name a stranger. */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

const run = promisify(execFile);
const isLinux = process.platform === 'linux';

/** Null when there is no such process (any more). */
export async function processInfo(pid: number): Promise<ProcessInfo | null> {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  try {
    if (!isLinux) return await infoFromPs(pid);
    const [stat, cmdline] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The name in parentheses may itself hold spaces; the state and the parent follow the last one.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : { pid, parent: Number(parent), command: cmdline.replaceAll('\0', ' ').trim() };
  } catch {
    return null;
  }
}

async function infoFromPs(pid: number): Promise<ProcessInfo | null> {
  const { stdout } = await run('ps', ['-o', 'ppid=,command=', '-p', String(pid)]);
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout) ?? [];
  return parent && command ? { pid, parent: Number(parent), command } : null;
}

/** Direct children whose command line holds `text`. */
export async function childrenOf(parent: number, text: string): Promise<number[]> {
  const pids = isLinux
    ? (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
    : (await run('ps', ['-axo', 'pid=']).catch(() => ({ stdout: '' }))).stdout.split('\n').map(Number).filter(Boolean);
  const infos = await Promise.all(pids.map(processInfo));
  return infos.filter((info) => info?.parent === parent && info.command.includes(text)).map((info) => info?.pid ?? 0);
}

/** The process that listens on a TCP port of this machine, when this user may know it. */
export async function listenerOn(port: number): Promise<ProcessInfo | null> {
  try {
    if (isLinux) return await listenerFromProc(port);
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t']);
    return await processInfo(Number(stdout.trim().split('\n')[0]));
  } catch {
    return null;
  }
}

async function listenerFromProc(port: number): Promise<ProcessInfo | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = tables.flatMap((table) => table.split('\n')).map((row) => row.trim().split(/\s+/));
  // Columns of /proc/net/tcp: 1 local address, 3 state (0A = listening), 9 inode of the socket.
  const inode = rows.find((row) => row[1]?.endsWith(`:${hexPort}`) && row[3] === '0A')?.[9];
  if (!inode) return null;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    if (links.includes(`socket:[${inode}]`)) return processInfo(Number(pid));
  }
  return null;
}
