import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, exhausted } from './decide.ts';
import { type Case, answerOf, link, facts, say, NOW, HOUR, HOME, toB } from './testing/decide-table.ts';

function table(cases: Case[]): void {
  it.each(cases)('%s', (_name, record, known, answer) => expect(answerOf(record, known)).toBe(answer));
}

describe('a plain link', () => {
  table([
    ['redirects by 302', {}, {}, HOME],
    ['by 301 when it says so', { status: 301 }, {}, '301 https://acme.example/home'],
    ['by 307', { status: 307 }, {}, '307 https://acme.example/home'],
    ['by 308', { status: 308 }, {}, '308 https://acme.example/home'],
    ['redirects HEAD', {}, { signs: ['head'] }, HOME],
    ['redirects a prefetch', {}, { signs: ['prefetch'] }, HOME],
    ['redirects a preview fetcher when it has no preview of its own', {}, { signs: ['preview'] }, HOME],
    ['without a url is as good as unknown', { url: '' }, {}, 'unknown-link'],
  ]);
});

describe('a closed link', () => {
  table([
    ['disabled', { disabled: true }, {}, 'disabled'],
    [
      'disabled wins over expired',
      { disabled: true, expiresAt: NOW - 1, expiredUrl: 'https://acme.example/gone' },
      {},
      'disabled',
    ],
    ['not started', { startsAt: NOW + 1 }, {}, 'not-started'],
    ['starts at its moment', { startsAt: NOW }, {}, HOME],
    ['started long ago', { startsAt: NOW - HOUR }, {}, HOME],
    ['not started wins over expired', { startsAt: NOW + 2, expiresAt: NOW - 1 }, {}, 'not-started'],
    ['expired', { expiresAt: NOW - 1 }, {}, 'expired'],
    ['expires at its moment', { expiresAt: NOW }, {}, 'expired'],
    ['not yet expired', { expiresAt: NOW + 1 }, {}, HOME],
    [
      'expired with its own page',
      { expiresAt: NOW - 1, expiredUrl: 'https://acme.example/gone' },
      {},
      'expired → https://acme.example/gone',
    ],
    ['expired with an unsafe page', { expiresAt: NOW - 1, expiredUrl: 'javascript:alert(1)' }, {}, 'expired'],
    ['expired for crawlers too', { expiresAt: NOW - 1, social: { title: 'x' } }, { signs: ['preview'] }, 'expired'],
    [
      'expired although the password is known',
      { expiresAt: NOW - 1, passwordHash: 'h' },
      { unlocked: true },
      'expired',
    ],
    ['no clicks allowed', { maxClicks: 0 }, {}, 'exhausted'],
    [
      'no clicks allowed, with a page',
      { maxClicks: 0, expiredUrl: 'https://acme.example/gone' },
      {},
      'exhausted → https://acme.example/gone',
    ],
  ]);

  it('tells when it opens', () => {
    expect(decide(link({ startsAt: NOW + HOUR }), facts(), NOW)).toMatchObject({ retryAt: NOW + HOUR });
  });

  it('that is used up leads to its expired page', () => {
    expect(say(exhausted(link({ maxClicks: 5, expiredUrl: 'https://acme.example/gone' })))).toBe(
      'exhausted → https://acme.example/gone',
    );
  });
});

describe('a password', () => {
  table([
    ['is asked for', { passwordHash: 'h' }, {}, 'ask-password'],
    ['is asked for once', { passwordHash: 'h' }, { unlocked: true }, HOME],
    ['is asked of HEAD', { passwordHash: 'h' }, { signs: ['head'] }, 'ask-password'],
    ['is asked of fetchers', { passwordHash: 'h' }, { signs: ['preview'] }, 'ask-password'],
    [
      'hides the destination in a preview',
      { passwordHash: 'h', social: { title: 't' } },
      { signs: ['preview'] },
      'social -',
    ],
    [
      'is asked before a rule',
      { passwordHash: 'h', rules: [{ id: 'r', when: [], then: { url: 'https://b.example/' } }] },
      {},
      'ask-password',
    ],
    ['is not asked of a disabled link', { passwordHash: 'h', disabled: true }, {}, 'disabled'],
  ]);
});

describe('a limited link', () => {
  table([
    ['leads on', { maxClicks: 3 }, {}, HOME],
    ['tells HEAD nothing', { maxClicks: 3 }, { signs: ['head'] }, 'withhold'],
    ['tells a prefetch nothing', { maxClicks: 3 }, { signs: ['prefetch'] }, 'withhold'],
    ['tells a fetcher nothing', { maxClicks: 3 }, { signs: ['preview'] }, 'withhold'],
    [
      'shows a fetcher its preview without the destination',
      { maxClicks: 3, social: { title: 't' } },
      { signs: ['preview'] },
      'social -',
    ],
    ['asks its password first', { maxClicks: 3, passwordHash: 'h' }, {}, 'ask-password'],
  ]);

  it('says that the gate has to be asked, a plain one that it need not', () => {
    expect(decide(link({ maxClicks: 3 }), facts(), NOW)).toMatchObject({ maxClicks: 3 });
    expect(decide(link(), facts(), NOW)).toMatchObject({ maxClicks: 0 });
  });
});

describe('crawlers and frames', () => {
  table([
    [
      'a fetcher sees the preview',
      { social: { title: 't' } },
      { signs: ['preview'] },
      'social https://acme.example/home',
    ],
    ['a person does not', { social: { title: 't' } }, {}, HOME],
    ['a cloaked link is framed', { cloak: true }, {}, 'frame https://acme.example/home'],
    ['a cloaked app is not', { cloak: true, url: 'com.acme.app://x' }, {}, '302 com.acme.app://x'],
    ['a cloaked http page is not', { cloak: true, url: 'http://a.example/' }, {}, '302 http://a.example/'],
    ['a cloaked link keeps its rules', { cloak: true, ...toB([]) }, {}, 'frame https://b.example/'],
  ]);

  it('search engines are kept out unless the link says otherwise', () => {
    expect(decide(link(), facts(), NOW)).toMatchObject({ index: false });
    expect(decide(link({ index: true }), facts(), NOW)).toMatchObject({ index: true });
  });
});

describe('whatever the request', () => {
  const anyFacts = fc.record({
    query: fc.string({ unit: 'binary' }),
    ip: fc.string(),
    ua: fc.string(),
    language: fc.string(),
    tail: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
  });

  it('the visitor is never sent to another host than the link’s', () => {
    fc.assert(
      fc.property(anyFacts, (known) => {
        const decision = decide(
          link({ url: 'https://acme.example/{path}?x=1', trackConversion: true }),
          facts(known),
          NOW,
        );
        if (decision.do === 'redirect') expect(new URL(decision.to.location).host).toBe('acme.example');
        else expect(say(decision)).toBe('bad-destination');
      }),
      { numRuns: 2_000 },
    );
  });

  it('the location is something a header can carry', () => {
    fc.assert(
      fc.property(anyFacts, (known) => {
        const decision = decide(link({ url: 'https://acme.example/{path}' }), facts(known), NOW);
        if (decision.do === 'redirect') expect(decision.to.location).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
