import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { type Call, callAs } from '../test-client.ts';

async function world(): Promise<{ call: Call; keys: (query: string) => Promise<string[]> }> {
  const call = callAs(await seedWorkspace());
  const make = (key: string, more: object) => call('POST', '/links', { url: `https://acme.test/${key}`, key, ...more });
  await make('alpha', { title: 'Frühling im Café', comments: 'für Zoë' });
  await make('beta', { title: 'Spring launch', externalId: 'crm-4711' });
  await make('gamma', { title: '春のセール', comments: 'O’Brien "quoted"' });
  await make('😀-party', { title: 'Привет мир' });
  const keys = async (text: string) =>
    (await call<WireLink[]>('GET', `/links?search=${encodeURIComponent(text)}`)).body.map((link) => link.key);
  return { call, keys };
}

describe('a search', () => {
  it('finds words as far as they are typed, in any field, whatever case and accent', async () => {
    const { keys } = await world();
    const finds: [string, string[]][] = [
      ['fruh', ['alpha']],
      ['FRÜHLING cafe', ['alpha']],
      ['zoe', ['alpha']],
      ['spr lau', ['beta']],
      ['launch spring', ['beta']],
      ['spring winter', []],
      ['acme.test/bet', ['beta']],
      ['4711', ['beta']],
      ['crm-47', ['beta']],
      ['春の', ['gamma']],
      ['брат', []],
      ['прив', ['😀-party']],
      ['😀', ['😀-party']],
      ['"quoted"', ['gamma']],
      ["o'brien", ['gamma']],
    ];
    for (const [text, expected] of finds) expect([text, await keys(text)]).toEqual([text, expected]);
  });

  it('follows every change of a link', async () => {
    const { call, keys } = await world();
    const [link] = (await call<WireLink[]>('GET', '/links?search=spring')).body;
    await call('PATCH', `/links/${link?.id}`, { title: 'Winter', comments: 'Schnee' });
    expect([await keys('spring'), await keys('schn')]).toEqual([[], ['beta']]);
    await call('PATCH', `/links/${link?.id}`, { archived: true });
    expect(await keys('schn')).toEqual([]);
    expect((await call<WireLink[]>('GET', '/links?search=schn&showArchived=true')).body).toHaveLength(1);
    await call('DELETE', `/links/${link?.id}`);
    expect((await call<WireLink[]>('GET', '/links?search=schn&showArchived=true')).body).toEqual([]);
  });

  it('pages, counts and sorts like any list', async () => {
    const call = callAs(await seedWorkspace());
    const made: string[] = [];
    for (let n = 0; n < 5; n++)
      made.unshift((await call<WireLink>('POST', '/links', { url: `https://acme.test/${n}`, title: 'same' })).body.id);
    const ids = async (query: string) =>
      (await call<WireLink[]>('GET', `/links?search=same&${query}`)).body.map((link) => link.id);
    expect(await ids('')).toEqual(made);
    expect(await ids('page=2&pageSize=2')).toEqual(made.slice(2, 4));
    expect(await ids(`startingAfter=${made[1]}&pageSize=2`)).toEqual(made.slice(2, 4));
    expect(await ids(`endingBefore=${made[3]}&pageSize=2`)).toEqual(made.slice(1, 3));
    expect(await ids('sortBy=updatedAt&sortOrder=asc')).toEqual(made.toReversed());
    expect((await call('GET', '/links/count?search=same')).body).toBe(5);
    expect((await call('GET', '/links/count?search=same&groupBy=domain')).body).toMatchObject([{ _count: 5 }]);
    expect((await call('GET', '/links?search=sam&searchMode=exact')).body).toEqual([]);
  });
});

describe('the search box', () => {
  it('is never an error, whatever is typed', async () => {
    const call = callAs(await seedWorkspace());
    const syntax = fc.constantFrom(
      '"',
      '*',
      '(',
      ')',
      ':',
      '^',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      '-',
      '+',
      '{',
      '}',
      '\\',
      "'",
    );
    const part = fc.oneof(syntax, fc.string({ maxLength: 8, unit: 'binary' }), fc.constantFrom('scope', 'a', '\u0000'));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 10 }), async (parts) => {
        const text = parts.join(' ').slice(0, 150).toWellFormed();
        for (const path of ['/links', '/links/count']) {
          const { status } = await call('GET', `${path}?search=${encodeURIComponent(text)}`);
          expect([text, status]).toEqual([text, 200]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
