/** The workers' own log lines, kept in a file so that the terminal stays readable. */
import { createWriteStream, renameSync, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { once } from 'node:events';
import { Log, LogLevel } from 'miniflare';

/** Two files of this size are the most that logs take. */
const MAX_LOG_BYTES = 20 * 1024 * 1024;

export class LogFile {
  readonly path: string;
  #stream: WriteStream;
  #bytes = 0;

  private constructor(path: string) {
    this.path = path;
    this.#stream = createWriteStream(path, { flags: 'w', mode: 0o600 });
  }

  /** Starts a new file; the one of the last run stays beside it as `.1`. */
  static async open(path: string): Promise<LogFile> {
    await rename(path, `${path}.1`).catch(() => {});
    return new LogFile(path);
  }

  write(line: string): void {
    this.#bytes += line.length + 1;
    if (this.#bytes > MAX_LOG_BYTES) this.#rotate();
    this.#stream.write(`${line}\n`);
  }

  async close(): Promise<void> {
    this.#stream.end();
    await once(this.#stream, 'close');
  }

  /** The open stream goes with the renamed file, so no line is lost in between. */
  #rotate(): void {
    this.#bytes = 0;
    this.#stream.end();
    renameSync(this.path, `${this.path}.1`);
    this.#stream = createWriteStream(this.path, { flags: 'w', mode: 0o600 });
  }
}

/** Miniflare's own messages, warnings and worse, into the same file. */
export class RuntimeLog extends Log {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    super(LogLevel.WARN);
    this.#write = write;
  }

  protected override log(message: string): void {
    this.#write(message);
  }
}
