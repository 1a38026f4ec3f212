import { describe, expect, it } from 'vitest';
import type { LedgerProof } from '../ledger/contract.ts';
import { auditDays, NO_STORED_DAY, type StoredDay } from './audit-days.ts';

const DAY = '2026-11-20';

function proof(accepted: number, waiting = 0, waitingComplete = true): LedgerProof {
  return {
    acceptedByDay: { [DAY]: accepted },
    waitingByDay: waiting > 0 ? { [DAY]: waiting } : {},
    waitingComplete,
    oldestWaitingMs: 0,
    breaker: 'closed',
    letters: {},
  };
}

function everywhere(n: number): StoredDay {
  return { raw: n, hourly: n, daily: n, hourlyDimensions: n, dailyDimensions: n };
}

function status(before: LedgerProof, stored: StoredDay, after: LedgerProof): string | undefined {
  return auditDays([DAY], before, new Map([[DAY, stored]]), after)[0]?.status;
}

describe('a day', () => {
  it('is balanced when every table holds what was accepted and nothing waits', () => {
    expect(status(proof(7), everywhere(7), proof(7))).toBe('balanced');
  });

  it('is left out when nobody knows of an event in it', () => {
    expect(auditDays(['2026-11-19'], proof(7), new Map(), proof(7))).toEqual([]);
    expect(status(proof(0), NO_STORED_DAY, proof(0))).toBeUndefined();
  });

  it('is broken when a single table differs', () => {
    for (const table of Object.keys(NO_STORED_DAY)) {
      expect(status(proof(7), { ...everywhere(7), [table]: 6 }, proof(7))).toBe('broken');
      expect(status(proof(7), { ...everywhere(7), [table]: 8 }, proof(7))).toBe('broken');
    }
    expect(status(proof(7), NO_STORED_DAY, proof(7))).toBe('broken');
  });

  it('is catching up while some of its events wait, and broken when fewer are stored than do not wait', () => {
    expect(status(proof(7, 3), everywhere(4), proof(7, 3))).toBe('catching_up');
    expect(status(proof(7, 3), { ...everywhere(4), raw: 6 }, proof(7, 1))).toBe('catching_up');
    expect(status(proof(7, 3), everywhere(7), proof(7, 3))).toBe('catching_up');
    expect(status(proof(7, 3), everywhere(3), proof(7, 3))).toBe('broken');
    expect(status(proof(7, 3), everywhere(8), proof(7, 3))).toBe('broken');
  });

  it('is catching up when events arrive during the audit', () => {
    expect(status(proof(7), everywhere(9), proof(10, 1))).toBe('catching_up');
    expect(status(proof(0), everywhere(2), proof(3))).toBe('catching_up');
  });

  it('is not called broken for what could not be looked through', () => {
    expect(status(proof(7, 1, false), everywhere(2), proof(7, 1, false))).toBe('catching_up');
    expect(status(proof(7, 1, false), everywhere(8), proof(7, 1, false))).toBe('broken');
  });
});
