/** Starts the ClickHouse process and waits until it answers; its failures come back as one sentence that says what to do. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { explainStartFailure } from './explain.ts';
import type { ClickHouseReport } from './main.ts';

export interface ClickHouseOptions {
  dataDir: string;
  /** 0 picks a free port. */
  port: number;
}

export interface ClickHouse {
  url: string;
  pid: number;
  /** Resolves with the exit code (or signal) when the process has ended, for whatever reason. */
  ended: Promise<number | string>;
  stop(): Promise<void>;
}

/** Statements wait on threads of this pool; must be set before the process starts. See MAX_RUNNING_STATEMENTS. */
const THREADS = 16;
const START_TIMEOUT_MS = 60_000;
/** Longer than the process gives itself, so that killing it is the last resort. */
const STOP_TIMEOUT_MS = 8_000;
const MAX_COMPLAINT_CHARS = 4_000;
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

export async function startClickHouse(options: ClickHouseOptions): Promise<ClickHouse> {
  await mkdir(options.dataDir, { recursive: true });
  const child = spawn(process.execPath, [MAIN, options.dataDir, String(options.port)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: String(THREADS), TZ: 'UTC', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  const port = await firstReport(child, ended, options.dataDir);
  letStarterEnd(child);
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

async function firstReport(child: ChildProcess, ended: Promise<number | string>, dataDir: string): Promise<number> {
  const complaints: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const report = await Promise.race([
    new Promise<ClickHouseReport>((resolve) =>
      child.once('message', (message) => resolve(message as ClickHouseReport)),
    ),
    ended.then((code): ClickHouseReport => ({ failed: { message: `it ended with ${code}` } })),
    timeout(START_TIMEOUT_MS),
  ]);
  if ('ready' in report) return report.ready.port;
  child.kill('SIGKILL');
  await ended;
  // The engine writes the reason to stderr and throws only that it failed.
  const complaint = complaints.join('').slice(-MAX_COMPLAINT_CHARS);
  throw new Error(explainStartFailure(`${complaint}\n${report.failed.message}`, dataDir));
}

/** The child must not keep its starter alive: it notices the end by itself, through the closed channel. */
function letStarterEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  const stderr = child.stderr as Socket | null;
  stderr?.removeAllListeners('data').resume().unref();
}

function timeout(ms: number): Promise<ClickHouseReport> {
  const message = `it did not answer within ${ms / 1000} s`;
  return new Promise((resolve) => setTimeout(() => resolve({ failed: { message } }), ms).unref());
}

async function stop(child: ChildProcess, ended: Promise<number | string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const lastResort = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(lastResort);
}
