import { expect, it } from 'vitest';
import type { Link } from '../link/link.ts';
import { toRecord } from './compile-record.ts';

const link: Link = {
  id: 'link_1',
  workspaceId: 'ws_1',
  domain: 'go.test',
  key: 'k',
  url: 'https://acme.test',
  externalId: 'e',
  tenantId: 't',
  folderId: null,
  userId: 'user_1',
  title: 'Title',
  comments: 'internal',
  archived: true,
  tagIds: [],
  settings: {},
  revision: 3,
  createdAt: 1,
  updatedAt: 2,
};

it('keeps the record of a plain link to five fields, and nothing internal', () => {
  expect(toRecord(link)).toEqual({
    version: 1,
    workspaceId: 'ws_1',
    linkId: 'link_1',
    url: 'https://acme.test',
    revision: 3,
  });
});

it('tries the rules of the link before its countries, which share a rule per destination', () => {
  const rule = { id: 'mine', when: [{ on: 'device' as const, is: ['Mobile'] }], then: { url: 'https://m.test' } };
  const geo = { DE: 'https://eu.test', US: 'https://us.test', AT: 'https://eu.test' };
  expect(toRecord({ ...link, settings: { rules: [rule], geo } }).rules).toEqual([
    rule,
    { id: 'geo:DE+AT', when: [{ on: 'country', is: ['DE', 'AT'] }], then: { url: 'https://eu.test' } },
    { id: 'geo:US', when: [{ on: 'country', is: ['US'] }], then: { url: 'https://us.test' } },
  ]);
});

it('shows a preview only when it is switched on', () => {
  const social = { description: 'D' };
  expect(toRecord({ ...link, settings: { social } }).social).toBeUndefined();
  expect(toRecord({ ...link, settings: { social, proxy: true } }).social).toEqual({ title: 'Title', description: 'D' });
});
