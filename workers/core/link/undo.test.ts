import { describe, expect, it } from 'vitest';
import { describeChange } from './change.ts';
import type { Link } from './link.ts';
import { valuesToRestore } from './undo.ts';

const LINK: Link = {
  id: 'link_1',
  workspaceId: 'ws_1',
  domain: 'go.test',
  key: 'k',
  url: 'https://acme.test',
  externalId: null,
  tenantId: null,
  folderId: null,
  userId: null,
  title: 'One',
  comments: null,
  archived: false,
  tagIds: [],
  settings: { ios: 'https://ios.test' },
  revision: 1,
  createdAt: 0,
  updatedAt: 0,
};
const AFTER: Link = { ...LINK, title: 'Two', tagIds: ['tag_1'], settings: { maxClicks: 5 } };
const change = describeChange(LINK, AFTER);
const wanted = (link: Link) => Object.fromEntries(valuesToRestore(link, { change }));

describe('undoing a change', () => {
  it('gives each field its earlier value, and none to those that had it not', () => {
    expect(wanted(AFTER)).toEqual({ title: 'One', tagIds: [], ios: 'https://ios.test', maxClicks: undefined });
  });

  it('asks for nothing when it is undone already', () => expect(wanted(LINK)).toEqual({}));

  it('leaves fields alone that somebody has set back already', () => {
    expect(wanted({ ...AFTER, title: 'One' })).not.toHaveProperty('title');
  });

  it('is refused when a field was changed again, and names it', () => {
    expect(() => wanted({ ...AFTER, title: 'Three' })).toThrow(/^title: /);
  });

  it('is refused when only the password was changed', () => {
    const secret = describeChange(LINK, { ...LINK, settings: { ...LINK.settings, passwordHash: 'x' } });
    expect(() => valuesToRestore(LINK, { change: secret })).toThrow(/not kept/);
  });
});
