/** How many statements of one workspace run at once: its own questions wait in its own short line, and nobody else's wait behind them. */
import { AppError } from '../../error/app-error.ts';

export interface SlotLimits {
  running: number;
  waiting: number;
  waitMs: number;
}

/**
 * Per isolate. A dashboard asks some forty statements at once and is through in a second; a script that asks more than it is
 * answered is told to slow down instead of making the line longer.
 */
export const SLOT_LIMITS: SlotLimits = { running: 6, waiting: 60, waitMs: 8_000 };
/** When to come back: by then the line has moved. */
const RETRY_SECONDS = 2;

interface Line {
  running: number;
  waiting: Set<() => void>;
}

export class Slots {
  readonly #limits: SlotLimits;
  /** Only workspaces with something running. */
  readonly #lines = new Map<string, Line>();

  constructor(limits: SlotLimits = SLOT_LIMITS) {
    this.#limits = limits;
  }

  /** Runs `work` when one of the key's slots is free. Throws `rate_limit_exceeded`, or what `signal` was aborted with. */
  async run<Result>(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: new Set() };
    this.#lines.set(key, line);
    if (line.running < this.#limits.running) line.running += 1;
    else await this.#wait(line, signal);
    try {
      return await work();
    } finally {
      this.#free(key, line);
    }
  }

  /** Resolves with a slot taken: whoever frees one hands it on. */
  async #wait(line: Line, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (line.waiting.size >= this.#limits.waiting) throw tooMany();
    const turn = Promise.withResolvers<void>();
    const leave = (error: unknown): void => {
      if (line.waiting.delete(turn.resolve)) turn.reject(error);
    };
    const onAbort = (): void => leave(signal?.reason);
    const timer = setTimeout(() => leave(tooMany()), this.#limits.waitMs);
    line.waiting.add(turn.resolve);
    signal?.addEventListener('abort', onAbort);
    try {
      await turn.promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #free(key: string, line: Line): void {
    const [next] = line.waiting;
    if (next) {
      line.waiting.delete(next);
      next();
      return;
    }
    line.running -= 1;
    if (line.running === 0) this.#lines.delete(key);
  }
}

function tooMany(): AppError {
  return new AppError(
    'rate_limit_exceeded',
    'This workspace is asking for too many reports at once. Wait for answers before you ask for more.',
    { retryAfterSeconds: RETRY_SECONDS },
  );
}
