import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '#core/audit/actions.ts';
import { changesOf, fieldWords, nameIn, valueWords } from './audit-fields.ts';
import { actorWords, areaChoices, sentenceOf, wordsAround } from './audit-words.ts';

const areas = areaChoices('').map(({ value }) => value);

describe.each(AUDIT_ACTIONS)('%s', (action) => {
  it('is said as a sentence with its thing, and without', () => {
    expect(sentenceOf(action)).not.toMatch(/[{}._]/);
    expect(sentenceOf(action)).not.toBe(action);
    expect(sentenceOf(action, 'it')).toMatch(/\bit\b/);
    expect(wordsAround(action).join('…')).not.toMatch(/[{}._]|^…/);
  });

  it('is found under an area', () => {
    expect(areas).toContain(`${action.slice(0, action.indexOf('.'))}.*`);
  });
});

describe('the audit log', () => {
  it('puts the name of the thing where it belongs', () => {
    const named = (action: string) => wordsAround(action).join('X');
    expect(named('link.update')).toBe('changed the link X');
    expect(named('domain.make_primary')).toBe('made the domain X the primary one');
    expect(named('invitation.create')).toBe('invited X');
    expect(named('moon.land')).toBe('moon.land X');
  });

  it('says what another version wrote as it was written, and offers it while it stands in the address', () => {
    expect(sentenceOf('moon.land')).toBe('moon.land');
    expect(areaChoices('link.update').at(-1)).toEqual({ value: 'link.update', label: 'Changed a link' });
    expect(areaChoices('link.*')).toHaveLength(areas.length);
  });

  it('names who it was, also when they are gone, or when it was no person', () => {
    expect(actorWords({ type: 'user', id: 'u', name: 'Grace' })).toBe('Grace');
    expect(actorWords({ type: 'token', id: 't', name: null })).toBe('A token that is gone');
    expect(actorWords({ type: 'system', id: 'check-links', name: null })).toBe('Hopline');
    expect(actorWords({ type: 'system', id: 'unsubscribe', name: null })).toBe('A reader');
  });
});

describe('a change', () => {
  const nameOf = (id: string) => (id === 'tag_1' ? 'Print' : undefined);
  const said = (name: string, value: unknown) => valueWords(name, value, nameOf);

  it('names only what differs', () => {
    const before = { name: 'A', url: 'https://a.test', tags: [], note: null };
    const after = { name: 'A', url: 'https://b.test', note: '' };
    expect(changesOf(before, after)).toEqual([{ name: 'url', before: 'https://a.test', after: 'https://b.test' }]);
    expect(changesOf(null, undefined)).toEqual([]);
  });

  it('calls fields as the app does', () => {
    expect(['url', 'accessLevel', 'utm_source', 'lastSeenAt'].map(fieldWords)).toEqual([
      'Destination',
      'Everybody may',
      'Utm source',
      'Last seen at',
    ]);
  });

  it('writes values as people do: names for ids, yes and no, moments, parts one after another', () => {
    expect(said('tagIds', ['tag_1', 'tag_2'])).toBe('Print, tag_2');
    expect(said('archived', true)).toBe('yes');
    expect(said('expiresAt', Date.UTC(2026, 10, 22, 12))).toMatch(/^Nov 22, 2026/);
    expect(said('disabledAt', '2026-11-22T12:00:00Z')).toMatch(/^Nov 22, 2026/);
    expect(said('maxClicks', 500)).toBe('500');
    expect(said('geo', { DE: 'https://a.test/de', FR: 'https://a.test/fr' })).toBe(
      'DE: https://a.test/de · FR: https://a.test/fr',
    );
    expect(said('title', null)).toBe('');
  });

  it('says what a thing was called that is gone', () => {
    expect(nameIn({ domain: 'a.test', key: 'x', url: 'https://b.test' })).toBe('a.test/x');
    expect(nameIn({ name: '', email: 'x@a.test' })).toBe('x@a.test');
    expect(nameIn(null)).toBeUndefined();
  });
});
