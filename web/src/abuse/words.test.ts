import { expect, it } from 'vitest';
import { CASE_KINDS, CASE_STATUSES } from '#core/abuse/case.ts';
import { QUEUES } from './queue.ts';
import { decisionsFor, STATUS_LABEL, titleOf } from './words.ts';

it('offers only what the desk would take', () => {
  expect(decisionsFor({ kind: 'link', status: 'open' })).toEqual(['block', 'quarantine', 'dismiss']);
  expect(decisionsFor({ kind: 'link', status: 'quarantined' })).toEqual([]);
  expect(decisionsFor({ kind: 'workspace', status: 'quarantined' })).toEqual(['lift']);
  expect(decisionsFor({ kind: 'workspace', status: 'open' })).toEqual(['quarantine', 'dismiss']);
  for (const kind of ['link', 'workspace'] as const)
    expect(decisionsFor({ kind, status: 'appealed' })).toEqual(['lift', 'uphold']);
  for (const status of CASE_STATUSES) expect(decisionsFor({ kind: 'attempt', status })).toEqual([]);
});

it('has a name for every case', () => {
  for (const kind of CASE_KINDS) expect(titleOf({ kind, shortLink: '', workspaceId: 'ws_1' })).not.toBe('');
  expect(titleOf({ kind: 'link', shortLink: 'go.acme.com/x', workspaceId: 'ws_1' })).toBe('go.acme.com/x');
  for (const queue of QUEUES) if (queue !== 'waiting') expect(STATUS_LABEL[queue]).toBeDefined();
});
