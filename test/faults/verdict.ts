/** The invariants, checked on facts alone. Pure. */
import type { OfferBook, OfferedEvent } from './offer-book.ts';
import { NOTHING, type RawEvent, type Recount } from './recount.ts';
import type { FoundLetter, StackState, WorkspaceFigures } from './words.ts';

export interface Violation {
  rule: string;
  detail: string;
  /** Events, batches, links: at most MAX_EVIDENCE of them. */
  evidence: string[];
}

export interface Facts {
  book: OfferBook;
  recount: Recount;
  figures: Map<string, WorkspaceFigures>;
  letters: FoundLetter[];
  state: StackState;
}

export interface Accounts {
  offered: number;
  accepted: number;
  /** Dropped events by reason, as found in the dead letters. */
  dropped: Record<string, number>;
  lost: number;
  /** Offered, never answered, not found: nobody vouched for them. */
  neverAnswered: number;
  /** Offered twice or more. */
  repeats: number;
  poison: number;
  violations: Violation[];
}

const MAX_EVIDENCE = 10;

export function judge(facts: Facts): Accounts {
  const violations: Violation[] = [];
  const complain = (rule: string, detail: string, evidence: string[] = []): void => {
    violations.push({ rule, detail, evidence: evidence.slice(0, MAX_EVIDENCE) });
  };
  checkQuiet(facts, complain);
  checkCounts(facts, complain);
  checkPoison(facts, complain);
  checkLetterNotes(facts, complain);
  const sorted = checkEvents(facts, complain);
  const { book, recount } = facts;
  return {
    offered: book.offered,
    accepted: recount.raw.length,
    ...sorted,
    lost: book.lostByCounter,
    repeats: book.repeats,
    poison: book.poison.size,
    violations,
  };
}

type Complain = (rule: string, detail: string, evidence?: string[]) => void;

function checkQuiet({ state }: Facts, complain: Complain): void {
  const waiting = state.ledgers.filter((ledger) => ledger.waiting !== 0 || ledger.dirtyHours !== 0);
  if (waiting.length > 0)
    complain(
      'everything arrives',
      'ledgers do not come to rest',
      waiting.map((ledger) => JSON.stringify(ledger)),
    );
  for (const { name, accepted, stored, waiting: left } of state.ledgers)
    if (accepted !== stored + left)
      complain('accepted = stored + waiting', `${name}: ${accepted} ≠ ${stored} + ${left}`);
  const queued = Object.entries(state.queues).filter(([, { messages }]) => messages > 0);
  if (queued.length > 0) complain('everything arrives', `still in a queue: ${JSON.stringify(queued)}`);
  if (state.spills > 0) complain('everything arrives', `${state.spills} events are still spilled`);
}

/** Accepted = raw = hourly = daily, by workspace, by day and by link. */
function checkCounts({ figures, recount }: Facts, complain: Complain): void {
  for (const [workspaceId, { proof, workspace, links }] of figures) {
    const { rawRows: _, ...tables } = recount.counts.get(workspaceId) ?? NOTHING;
    const all = { accepted: workspace.hits, ...tables };
    if (new Set(Object.values(all)).size > 1)
      complain(
        'accepted = raw = rollups',
        `workspace ${workspaceId}: ${JSON.stringify(all)}`,
        batchesOf(recount, workspaceId),
      );
    const byDay = recount.rawByDay.get(workspaceId) ?? {};
    for (const day of new Set([...Object.keys(byDay), ...Object.keys(proof.acceptedByDay)])) {
      const [accepted = 0, raw = 0] = [proof.acceptedByDay[day], byDay[day]];
      if (accepted !== raw)
        complain('accepted = raw by day', `${workspaceId} ${day}: ${accepted} accepted, ${raw} in raw`);
    }
    for (const [linkId, accepted] of Object.entries(links)) {
      const raw = recount.raw.filter((event) => event.linkId === linkId).length;
      const rolled = recount.rolledByLink.get(linkId) ?? 0;
      if (accepted !== raw || raw !== rolled)
        complain(
          'accepted = raw = rollup by link',
          `${linkId}: ${accepted} accepted, ${raw} in raw, ${rolled} per hour`,
        );
    }
  }
}

function batchesOf({ raw }: Recount, workspaceId: string): string[] {
  return [
    ...Map.groupBy(
      raw.filter((event) => event.workspaceId === workspaceId),
      ({ batch }) => batch,
    ),
  ].map(([batch, events]) => `batch ${batch}: ${events.length} events`);
}

/** Every offered event is accounted for once: in raw, in a dead letter with a reason, or by the counter of losses. */
function checkEvents(
  { book, recount, letters }: Facts,
  complain: Complain,
): Pick<Accounts, 'dropped' | 'neverAnswered'> {
  const { byId, clicksFound, strangers } = sortRaw(recount.raw, book);
  if (strangers.length > 0)
    complain('nothing is invented', `${strangers.length} stored events were never offered`, strangers);
  const doubled = [...clicksFound]
    .filter(([, ids]) => ids.length > 1)
    .map(([referer, ids]) => `${referer}: ${ids.join(', ')}`);
  if (doubled.length > 0) complain('a click counts once', `${doubled.length} clicks were counted twice`, doubled);

  const dropped: Record<string, number> = {};
  const missing: string[] = [];
  let neverAnswered = 0;
  const missingClicks: string[] = [];
  const words = lettersByWord(letters);
  const account = (name: string, event: OfferedEvent, found: boolean, into: string[]): void => {
    if (found) return;
    const reason = words.get(name);
    if (reason) dropped[reason] = (dropped[reason] ?? 0) + 1;
    else if (event.fate === 'unknown') neverAnswered += 1;
    else into.push(`${name} (link ${event.linkId}), offered in "${event.segment}"`);
  };
  for (const [id, event] of book.events) account(id, event, byId.has(id), missing);
  for (const [referer, event] of book.clicks) account(referer, event, clicksFound.has(referer), missingClicks);
  if (missing.length > 0) complain('nothing is lost', `${missing.length} acknowledged events are nowhere`, missing);
  if (missingClicks.length > book.lostByCounter)
    complain(
      'every loss has a counter',
      `${missingClicks.length} answered clicks are nowhere, and the edge counted ${book.lostByCounter} as lost`,
      missingClicks,
    );
  return { dropped, neverAnswered };
}

function sortRaw(raw: readonly RawEvent[], book: OfferBook) {
  const byId = new Set<string>();
  const clicksFound = new Map<string, string[]>();
  const strangers: string[] = [];
  for (const { id, refererUrl, batch } of raw) {
    if (book.events.has(id)) byId.add(id);
    else if (book.clicks.has(refererUrl)) clicksFound.set(refererUrl, [...(clicksFound.get(refererUrl) ?? []), id]);
    else strangers.push(`${id} in batch ${batch} ${refererUrl}`);
  }
  return { byId, clicksFound, strangers };
}

/** Event ids and referers in dead letters, with the letter's reason. */
function lettersByWord(letters: readonly FoundLetter[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const { reason, body } of letters) {
    for (const { id, referer } of eventsOf(body)) {
      if (id !== undefined) words.set(id, reason);
      if (referer) words.set(referer, reason);
    }
  }
  return words;
}

interface LetterEvent {
  id?: string;
  referer?: string;
  workspaceId?: string;
}

function eventsOf(body: string): LetterEvent[] {
  const parsed = JSON.parse(body) as { events?: LetterEvent[] } | null;
  return Array.isArray(parsed?.events) ? parsed.events : [];
}

const GIVEN_UP = 'retries_exhausted';
const isPoison = (reason: string): boolean => !reason.startsWith('dropped:') && reason !== GIVEN_UP;

function checkPoison({ book, letters }: Facts, complain: Complain): void {
  const poison = letters.filter(({ reason }) => isPoison(reason)).map(({ body }) => body);
  const unkept = [...book.poison].filter(
    ([mark, fate]) => fate === 'answered' && !poison.some((body) => body.includes(`${mark}"`)),
  );
  if (unkept.length > 0)
    complain(
      'poison is kept with its reason',
      `${unkept.length} unreadable messages are in no dead letter`,
      unkept.map(([mark]) => mark),
    );
}

/**
 * The receipt's numbers of dead letters are those of the letters in R2. A letter of dropped events may lie there unknown when its message
 * was given up before any ledger could be told: then the receipt knows these events as given up.
 */
function checkLetterNotes({ figures, letters }: Facts, complain: Complain): void {
  const givenUp = new Set(
    letters.filter(({ reason }) => reason === GIVEN_UP).flatMap(({ body }) => eventsOf(body).map(({ id }) => id)),
  );
  for (const [workspaceId, { proof }] of figures) {
    const found: Record<string, { all: number; excused: number }> = {};
    for (const { reason, body } of letters.filter((letter) => !isPoison(letter.reason))) {
      const own = eventsOf(body).filter((event) => event.workspaceId === workspaceId);
      const isExcused = reason !== GIVEN_UP && own.every(({ id }) => givenUp.has(id));
      const { all, excused } = found[reason] ?? { all: 0, excused: 0 };
      found[reason] = { all: all + own.length, excused: excused + (isExcused ? own.length : 0) };
    }
    for (const reason of new Set([...Object.keys(found), ...Object.keys(proof.letters)])) {
      const { all, excused } = found[reason] ?? { all: 0, excused: 0 };
      const noted = proof.letters[reason]?.events ?? 0;
      if (noted > all || noted < all - excused)
        complain(
          'the receipt knows every dead letter',
          `${workspaceId} ${reason}: ${noted} in the receipt, ${all} in R2, ${excused} of them given up later`,
        );
    }
  }
}
