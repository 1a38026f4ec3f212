import { describe, expect, it } from 'vitest';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import type { Receipt } from '#core/proof/receipt.ts';
import { explainDay, formatDuration, judge, letterReason, nameOfDay } from './words.ts';

const RECEIPT: Receipt = {
  accepted: 12,
  stored: 12,
  waiting: 0,
  waitingComplete: true,
  oldestWaitingMs: 0,
  dead: 0,
  dropped: {},
  replayed: 0,
  breaker: 'closed',
  capture: { by_ledger: 0, by_spill: 0, lost: 0, refused: 0 },
};
const DAY: AuditedDay = {
  day: '2026-11-21',
  accepted: 12,
  waiting: 0,
  raw: 12,
  hourly: 12,
  daily: 12,
  hourlyDimensions: 12,
  dailyDimensions: 12,
  status: 'balanced',
};

describe('a day', () => {
  it('that adds up needs no words', () => expect(explainDay(DAY)).toBeUndefined());

  it('that does not says by how much, and where', () => {
    expect(explainDay({ ...DAY, status: 'broken', hourly: 13, daily: 10 })).toBe(
      'The hourly reports hold 1 event too many, the daily reports hold 2 events too few.',
    );
  });

  it('that is catching up says what is on the way', () => {
    expect(explainDay({ ...DAY, status: 'catching_up', waiting: 1 })).toBe('1 event on the way to the reports.');
  });

  it('is the UTC day, wherever the reader is', () => expect(nameOfDay('2026-11-21')).toBe('Nov 21, 2026'));
});

describe('the verdict', () => {
  it('is good when everything is stored', () => {
    expect(judge(RECEIPT, [DAY])).toMatchObject({ tone: 'ok', text: '12 events counted, each once.' });
  });

  it.each([
    ['danger', { ...RECEIPT, breaker: 'open' as const }, [{ ...DAY, status: 'broken' as const }]],
    ['warn', { ...RECEIPT, breaker: 'open' as const, waiting: 5 }, [DAY]],
    ['warn', { ...RECEIPT, dead: 3 }, [DAY]],
    ['ok', { ...RECEIPT, waiting: 5 }, undefined],
  ])('is %s when it should be', (tone, receipt, days) => {
    expect(judge(receipt, days).tone).toBe(tone);
  });
});

it('reasons are words', () => {
  expect(letterReason('retries_exhausted')).toBe('Retried in vain');
  expect(letterReason('dropped:in_future')).toBe('Not counted: dated in the future');
  expect(letterReason('dropped:something_new')).toBe('Not counted: something new');
});

it('durations are told by the unit that matters', () => {
  expect([20, 1_500, 90_000, 3 * 3_600_000].map(formatDuration)).toEqual([
    'less than a second',
    '1 second',
    '1 minute',
    '3 hours',
  ]);
});
