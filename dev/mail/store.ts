/** Mails of the local stack as files, one each, so that they survive a restart. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface StoredMail {
  id: string;
  /** ISO 8601. */
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** What the mail would have carried besides. */
  headers: Record<string, string>;
}

/** Older ones go: this is a place to look at the last mails, not an archive. */
const MAX_MAILS = 200;

export class MailStore {
  readonly #folder: string;
  /** Ids of mails that are here, or being written just now. */
  readonly #ids: Set<string>;
  #last = 0;

  private constructor(folder: string, ids: Set<string>) {
    this.#folder = folder;
    this.#ids = ids;
  }

  static async open(folder: string): Promise<MailStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = await namesIn(folder);
    return new MailStore(folder, new Set(names.map((name) => name.slice(name.indexOf('_') + 1, -'.json'.length))));
  }

  /** A mail that was sent before under this id is not kept twice. */
  async add(id: string, mail: Omit<StoredMail, 'id' | 'at'>): Promise<boolean> {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    this.#last = Math.max(Date.now(), this.#last + 1);
    const file = join(this.#folder, `${this.#last}_${id}.json`);
    const stored: StoredMail = { id, at: new Date(this.#last).toISOString(), ...mail };
    await writeFile(`${file}.new`, JSON.stringify(stored, null, 2), { mode: 0o600 });
    await rename(`${file}.new`, file);
    const names = await namesIn(this.#folder);
    for (const old of names.toReversed().slice(MAX_MAILS)) await rm(join(this.#folder, old), { force: true });
    return true;
  }

  /** Newest first. */
  async all(): Promise<StoredMail[]> {
    const names = (await namesIn(this.#folder)).toReversed();
    const texts = await Promise.all(names.map((name) => readFile(join(this.#folder, name), 'utf8')));
    return texts.map((text) => JSON.parse(text) as StoredMail);
  }
}

/** Oldest first: names begin with the time. */
async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
}
