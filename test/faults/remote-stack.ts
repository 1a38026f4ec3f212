/** The stack in a process of its own, from the harness's side: started, asked, killed without warning, started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childrenOf, listenerOn } from '../../dev/stack/processes.ts';
import { RUNTIME_COMMAND } from '../../dev/stack/orphans.ts';
import type { StackCalls, StackFacts, StackSettings, Word } from './words.ts';

const MAIN = fileURLToPath(new URL('./stack-process.ts', import.meta.url));
/** An answer that takes longer means that something hangs, which is a finding, too. */
const ANSWER_TIMEOUT_MS = 60_000;
const RESTART_POLL_MS = 100;

export class RemoteStack {
  #settings: StackSettings;
  readonly #heard: (line: string) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #child: ChildProcess;
  #ended: Promise<void>;
  #facts: StackFacts;
  #next = 0;

  private constructor(settings: StackSettings, heard: (line: string) => void, started: Started) {
    this.#settings = settings;
    this.#heard = heard;
    this.#child = started.child;
    this.#ended = started.ended;
    this.#facts = started.facts;
    this.#listen();
  }

  /** @param heard gets each log line of the workers that counts captures. */
  static async start(settings: StackSettings, heard: (line: string) => void): Promise<RemoteStack> {
    return new RemoteStack(settings, heard, await startProcess(settings));
  }

  get facts(): StackFacts {
    return this.#facts;
  }

  /** Throws what the stack's process threw, or that it ended. */
  async call<Name extends keyof StackCalls>(
    name: Name,
    ...args: Parameters<StackCalls[Name]>
  ): Promise<Awaited<ReturnType<StackCalls[Name]>>> {
    const id = this.#next++;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    const timer = setTimeout(() => answer.reject(new Error(`${name} was not answered`)), ANSWER_TIMEOUT_MS);
    this.#child.send({ id, call: name, args });
    try {
      return (await answer.promise) as Awaited<ReturnType<StackCalls[Name]>>;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** Kills every process of the stack at once, without a word to any of them, and starts it on the same data, perhaps set otherwise. */
  async killAll(changed: Pick<StackSettings, 'ledgers'> = {}): Promise<void> {
    this.#settings = { ...this.#settings, ...changed };
    const children = await childrenOf(this.#child.pid ?? 0, '');
    for (const pid of [this.#child.pid ?? 0, ...children]) kill(pid);
    await this.#ended;
    const { child, ended, facts } = await startProcess(this.#settings);
    this.#child = child;
    this.#ended = ended;
    this.#facts = facts;
    this.#listen();
  }

  /** Kills the runtime of the workers, and waits until another one answers. */
  async killWorkers(): Promise<void> {
    const before = await childrenOf(this.#child.pid ?? 0, RUNTIME_COMMAND);
    before.forEach(kill);
    await this.#until(async () => {
      const now = await childrenOf(this.#child.pid ?? 0, RUNTIME_COMMAND);
      if (now.length === 0 || now.some((pid) => before.includes(pid))) return false;
      await this.call('state');
      return true;
    });
  }

  /** Kills ClickHouse; the stack starts it again by itself. */
  async killClickHouse(): Promise<void> {
    const listener = await listenerOn(Number(new URL(this.#facts.clickhouseUrl).port));
    if (listener) kill(listener.pid);
  }

  /** Without a word, and without another start. */
  async kill(): Promise<void> {
    const children = await childrenOf(this.#child.pid ?? 0, '');
    for (const pid of [this.#child.pid ?? 0, ...children]) kill(pid);
    await this.#ended;
  }

  async stop(): Promise<void> {
    await this.call('stop');
    await this.#ended;
  }

  async #until(check: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + ANSWER_TIMEOUT_MS;
    while (!(await check().catch(() => false))) {
      if (Date.now() > deadline) throw new Error('The workers did not come back.');
      await new Promise((resolve) => setTimeout(resolve, RESTART_POLL_MS));
    }
  }

  #listen(): void {
    this.#child.on('message', (word: Word) => {
      if ('heard' in word) return this.#heard(word.heard);
      if (!('id' in word)) return;
      const answer = this.#waiting.get(word.id);
      if (word.error === undefined) answer?.resolve(word.result);
      else answer?.reject(new Error(word.error));
    });
    this.#child.once('exit', () => {
      for (const answer of this.#waiting.values()) answer.reject(new Error('The stack has ended.'));
    });
  }
}

interface Started {
  child: ChildProcess;
  ended: Promise<void>;
  facts: StackFacts;
}

async function startProcess(settings: StackSettings): Promise<Started> {
  const child = spawn(process.execPath, [MAIN, JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const first = await new Promise<StackFacts>((resolve, reject) => {
    const listen = (word: Word): void => {
      if ('ready' in word) resolve(word.ready);
      else if ('failed' in word) reject(new Error(word.failed));
      else return;
      child.off('message', listen);
    };
    child.on('message', listen);
    void ended.then(() => reject(new Error('The stack ended before it was ready.')));
    setTimeout(() => reject(new Error('The stack did not become ready.')), ANSWER_TIMEOUT_MS).unref();
  });
  return { child, ended, facts: first };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
