/** A judge that cannot find guilty proves nothing: each promise is broken once. */
import { expect, it } from 'vitest';
import { OfferBook } from './offer-book.ts';
import type { RawEvent } from './recount.ts';
import { type Facts, judge } from './verdict.ts';
import type { WorkspaceFigures } from './words.ts';

const WORKSPACE = 'ws_1';
const LINK = 'link_1';
const DAY = '2026-11-21';

function rawEvent(id: string, refererUrl = ''): RawEvent {
  return { id, workspaceId: WORKSPACE, linkId: LINK, refererUrl, batch: 'b1' };
}

/** Two events and a click, all of them where they should be. */
function wholeFacts(): Facts {
  const book = new OfferBook();
  const offered = { workspaceId: WORKSPACE, linkId: LINK, segment: 'quiet' };
  for (const id of ['e1', 'e2']) book.events.set(id, { ...offered, fate: 'answered' });
  book.clicks.set('https://r/1', { ...offered, fate: 'answered' });
  const totals = { hits: 3, clicks: 3, leads: 0, conversions: 0, sales: 0, saleAmount: 0, lastClickedAt: 0 };
  const proof = { acceptedByDay: { [DAY]: 3 }, letters: {} } as unknown as WorkspaceFigures['proof'];
  return {
    book,
    recount: {
      raw: [rawEvent('e1'), rawEvent('e2'), rawEvent('edge1', 'https://r/1')],
      counts: new Map([
        [WORKSPACE, { rawRows: 4, raw: 3, hourly: 3, daily: 3, hourlyDimensions: 3, dailyDimensions: 3 }],
      ]),
      rawByDay: new Map([[WORKSPACE, { [DAY]: 3 }]]),
      rolledByLink: new Map([[LINK, 3]]),
    },
    figures: new Map([[WORKSPACE, { proof, workspace: totals, links: { [LINK]: 3 } }]]),
    letters: [],
    state: { queues: {}, ledgers: [], spills: 0 },
  };
}

const rulesBroken = (facts: Facts): string[] => judge(facts).violations.map(({ rule }) => rule);

it('finds nothing wrong when everything is in its place, merged duplicates included', () => {
  expect(rulesBroken(wholeFacts())).toEqual([]);
});

it('names an acknowledged event that is nowhere, and forgives one that nobody answered for', () => {
  const facts = wholeFacts();
  facts.book.events.set('gone', { workspaceId: WORKSPACE, linkId: LINK, segment: 's', fate: 'answered' });
  facts.book.events.set('unheard', { workspaceId: WORKSPACE, linkId: LINK, segment: 's', fate: 'unknown' });
  const { violations, neverAnswered } = judge(facts);
  expect(violations).toMatchObject([{ rule: 'nothing is lost', evidence: [expect.stringContaining('gone')] }]);
  expect(neverAnswered).toBe(1);
});

it('takes a dead letter with a reason for an answer, and a counter for a lost click', () => {
  const facts = wholeFacts();
  const late = { workspaceId: WORKSPACE, linkId: LINK, segment: 's', fate: 'answered' as const };
  facts.book.events.set('late', late);
  facts.book.clicks.set('https://r/2', late);
  const body = JSON.stringify({ events: [{ id: 'late', workspaceId: WORKSPACE }] });
  facts.letters = [{ key: 'dead/1', reason: 'dropped:too_old', body }];
  expect(rulesBroken(facts)).toEqual(['the receipt knows every dead letter', 'every loss has a counter']);
  facts.figures.get(WORKSPACE)!.proof.letters = { 'dropped:too_old': { events: 1, replayed: 0 } };
  facts.book.lostByCounter = 1;
  expect(judge(facts)).toMatchObject({ violations: [], dropped: { 'dropped:too_old': 1 } });
});

it('excuses a letter that no ledger could be told of when its events were given up, and no other', () => {
  const facts = wholeFacts();
  const body = JSON.stringify({ events: [{ id: 'late', workspaceId: WORKSPACE }] });
  facts.letters = [
    { key: 'dead/1', reason: 'dropped:too_old', body },
    { key: 'dead/2', reason: 'retries_exhausted', body },
  ];
  facts.figures.get(WORKSPACE)!.proof.letters = { retries_exhausted: { events: 1, replayed: 0 } };
  expect(rulesBroken(facts)).toEqual([]);
  facts.figures.get(WORKSPACE)!.proof.letters = { 'dropped:too_old': { events: 1, replayed: 0 } };
  expect(rulesBroken(facts)).toEqual(['the receipt knows every dead letter']);
});

it('sees a click that was counted twice, and an event that nobody offered', () => {
  const facts = wholeFacts();
  facts.recount.raw.push(rawEvent('edge2', 'https://r/1'), rawEvent('stranger'));
  expect(rulesBroken(facts)).toEqual(
    expect.arrayContaining(['a click counts once', 'nothing is invented', 'accepted = raw = rollup by link']),
  );
});

it.each(['raw', 'hourly', 'daily', 'hourlyDimensions', 'dailyDimensions'] as const)(
  'sees when %s does not say what the ledger says',
  (table) => {
    const facts = wholeFacts();
    facts.recount.counts.get(WORKSPACE)![table] += 1;
    expect(rulesBroken(facts)).toContain('accepted = raw = rollups');
  },
);

it('sees poison without a letter, and what has not come to rest', () => {
  const facts = wholeFacts();
  facts.book.poison.set('poison-1', 'answered');
  facts.state = { queues: { q: { messages: 2, running: 0 } }, ledgers: [], spills: 1 };
  expect(rulesBroken(facts)).toEqual(['everything arrives', 'everything arrives', 'poison is kept with its reason']);
  facts.letters = [{ key: 'dead/2', reason: 'not_an_object', body: '"poison-1"' }];
  facts.state = { queues: {}, ledgers: [], spills: 0 };
  expect(rulesBroken(facts)).toEqual([]);
});
