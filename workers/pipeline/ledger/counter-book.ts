/** The ledger's counters: stored pages up to the checkpoint, plus what the log has added since. */
import { hash32 } from '#core/hash/fnv1a.ts';
import { COUNTER_PAGES } from '#core/ledger/limits.ts';
import { dropOldMinutes, MINUTE_MARK } from '#core/ledger/minute-tally.ts';
import type { Counter } from '#core/ledger/move.ts';
import { addTallies, addTally, DAY_MARK, readTallies, type Tallies, writeTallies } from '#core/ledger/tally.ts';
import { noteDays, workspacesOn } from './days.ts';
import type { LedgerSql } from './sql.ts';

/** Pages of one handover: 6 MB when every page is full. */
const PAGES_PER_PART = 4;
/** Text searched for one handover: others wait meanwhile. */
const CHARS_PER_LOOK = 64_000_000;

/** Some of a workspace's counters, and the page after them; COUNTER_PAGES when there are no more. */
export interface CounterPart {
  entries: Counter[];
  nextPage: number;
}

export class CounterBook {
  readonly #sql: LedgerSql;
  /** Changes since the checkpoint; bounded by CHECKPOINT_EVENTS. */
  #since: Tallies = new Map();

  constructor(sql: LedgerSql) {
    this.#sql = sql;
  }

  add(deltas: Tallies): void {
    addTallies(this.#since, deltas);
  }

  /** Current values of the keys, in the order asked; undefined where nothing was ever counted. Reads each page once. */
  read(keys: readonly string[]): (number[] | undefined)[] {
    const pages = new Map<number, Tallies>();
    return keys.map((key) => {
      const number = pageOf(key);
      const page = pages.get(number) ?? readPage(this.#sql, number);
      pages.set(number, page);
      return this.#sum(key, page.get(key));
    });
  }

  /** All entries that stand under `prefix`, which must name a whole workspace and a separator. */
  readPrefix(prefix: string): Map<string, number[]> {
    const found: Tallies = new Map();
    const collect = (value: number[], key: string): void => {
      if (key.startsWith(prefix)) addTally(found, key, value);
    };
    readPage(this.#sql, pageOf(prefix)).forEach(collect);
    this.#since.forEach(collect);
    return found;
  }

  /** What some pages from `fromPage` on hold of a workspace. Changes since the checkpoint are not in it. */
  partOf(workspaceId: string, fromPage: number): CounterPart {
    // The text is searched before it is parsed: a small workspace is on few of the pages.
    const start = JSON.stringify(workspaceId).slice(0, -1);
    const entries: Counter[] = [];
    let nextPage = fromPage;
    let searched = 0;
    for (let taken = 0; taken < PAGES_PER_PART && searched < CHARS_PER_LOOK;) {
      const [page] = this.#sql.all<{ page: number; chars: number; entries: string | null }>(
        'SELECT page, length(entries) AS chars, iif(instr(entries, ?) > 0, entries, NULL) AS entries FROM counter_pages WHERE page >= ? ORDER BY page LIMIT 1',
        start,
        nextPage,
      );
      if (!page) return { entries, nextPage: COUNTER_PAGES };
      nextPage = page.page + 1;
      searched += page.chars;
      if (page.entries === null) continue;
      taken += 1;
      for (const [key, value] of readTallies(page.entries)) if (isOf(workspaceId, key)) entries.push({ key, value });
    }
    return { entries, nextPage };
  }

  /** Puts counters in place of what the pages say; to be called inside a transaction, for a workspace nothing has changed of since. */
  adopt(entries: readonly Counter[]): void {
    noteDays(
      this.#sql,
      entries.map(({ key }) => key),
    );
    for (const [number, own] of Map.groupBy(entries, ({ key }) => pageOf(key))) {
      const page = readPage(this.#sql, number);
      for (const { key, value } of own) page.set(key, value);
      this.#writePage(number, page);
    }
  }

  unwrittenWorkspaces(): Set<string> {
    return new Set([...this.#since.keys()].map((key) => key.split(' ', 1)[0] ?? key));
  }

  /** Workspaces with events on a day, one page in order of id. */
  workspacesOn(day: string, after: string): string[] {
    return workspacesOn(this.#sql, day, after, this.#since.keys());
  }

  /** Writes the changes into their pages; to be called inside a transaction. The returned function forgets them, after it. */
  writePages(): () => void {
    noteDays(this.#sql, this.#since.keys());
    const byPage = Map.groupBy(this.#since, ([key]) => pageOf(key));
    for (const [number, changes] of byPage) {
      const page = readPage(this.#sql, number);
      for (const [key, delta] of changes) addTally(page, key, delta);
      dropOldMinutes(
        page,
        changes.map(([key]) => key),
      );
      this.#writePage(number, page);
    }
    return () => {
      this.#since = new Map();
    };
  }

  #writePage(number: number, page: Tallies): void {
    this.#sql.all(
      'INSERT INTO counter_pages (page, entries) VALUES (?, ?) ON CONFLICT (page) DO UPDATE SET entries = excluded.entries',
      number,
      writeTallies(page),
    );
  }

  #sum(key: string, stored: number[] | undefined): number[] | undefined {
    const delta = this.#since.get(key);
    if (!delta || !stored) return delta ?? stored;
    const sum: Tallies = new Map([[key, stored]]);
    addTally(sum, key, delta);
    return sum.get(key);
  }
}

function readPage(sql: LedgerSql, page: number): Tallies {
  const [row] = sql.all<{ entries: string }>('SELECT entries FROM counter_pages WHERE page = ?', page);
  return row ? readTallies(row.entries) : new Map();
}

function isOf(workspaceId: string, key: string): boolean {
  return key === workspaceId || key.startsWith(`${workspaceId} `);
}

/** A link's counters go by workspace and link; all days and minutes of a workspace share one page, so that they can be listed. */
function pageOf(key: string): number {
  const day = key.indexOf(DAY_MARK);
  const mark = day < 0 ? key.indexOf(MINUTE_MARK) : day;
  return hash32(mark < 0 ? key : key.slice(0, mark)) % COUNTER_PAGES;
}
