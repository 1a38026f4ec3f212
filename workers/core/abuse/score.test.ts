import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSigns } from './read-signs.ts';
import {
  assessAddresses,
  BURST_LINKS,
  MAX_SCORE,
  REFUSE_SCORE,
  REVIEW_SCORE,
  scoreOf,
  weighCircumstances,
} from './score.ts';
import { type Signal, SIGN_NAMES, signal } from './signal.ts';

const signs = (address: string): string[] => readSigns(address).map(({ sign }) => sign);
const assess = (address: string) => assessAddresses([['url', address]])!;
const aSignal = fc.constantFrom(...SIGN_NAMES).map((sign) => signal(sign, ''));
const DAY_MS = 86_400_000;

describe('a score', () => {
  it('is the sum of its reasons, from 0 to 100, in whatever order they were found', () => {
    fc.assert(
      fc.property(fc.array(aSignal), (signals) => {
        const sum = signals.reduce((total, { weight }) => total + weight, 0);
        expect(scoreOf(signals)).toBe(Math.min(MAX_SCORE, sum));
        expect(scoreOf(signals.toReversed())).toBe(scoreOf(signals));
      }),
    );
  });

  it('never falls when one more thing speaks against a link', () => {
    fc.assert(
      fc.property(fc.array(aSignal), aSignal, (signals, more) => {
        expect(scoreOf([...signals, more])).toBeGreaterThanOrEqual(scoreOf(signals));
      }),
    );
  });

  it('of a link is that of its worst address, and names the field', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['https://acme.test/', 'http://192.0.2.7/', 'https://paypa1.com/login']),
        (all) => {
          const found = assessAddresses(all.map((address, at) => [`field${at}`, address]));
          const scores = all.map((address) => assess(address).score);
          expect(found?.score ?? 0).toBe(Math.max(0, ...scores));
          if (found) expect(all[Number(found.field.slice('field'.length))]).toBe(found.address);
        },
      ),
    );
  });

  it('can be taken of any address, and says the same each time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (address) => {
        expect(readSigns(address)).toEqual(readSigns(address));
      }),
    );
  });
});

describe('circumstances', () => {
  it('make nobody suspect: a new workspace that makes many harmless links stays at zero', () => {
    const harmless = assess('https://acme.test/spring');
    expect(weighCircumstances(harmless, { ageMs: 0, madeLately: BURST_LINKS })).toEqual(harmless);
  });

  it('make a suspicious address worse, each with its reason', () => {
    const before = assess('http://192.0.2.7/');
    const after = weighCircumstances(before, { ageMs: DAY_MS, madeLately: BURST_LINKS });
    expect(after.signals.map(({ sign }) => sign)).toEqual(['ip', 'young', 'burst']);
    expect(weighCircumstances(before, { ageMs: 30 * DAY_MS, madeLately: 1 })).toEqual(before);
  });

  it('only ever raise a score', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.nat(60 * DAY_MS), fc.nat(100), (address, ageMs, madeLately) => {
        const before = assess(address);
        expect(weighCircumstances(before, { ageMs, madeLately }).score).toBeGreaterThanOrEqual(before.score);
      }),
    );
  });
});

describe('the signs of an address', () => {
  it.each<[string, string[]]>([
    ['https://acme.com/launch', []],
    ['https://blog.acme.co.uk/2026/11/authors', []],
    ['https://www.paypal.com/signin', ['login']],
    ['https://paypal.de/', []],
    ['https://signin.amazon.co.jp/', ['login']],
    ['https://apple-orchards.example/', []],
    ['https://discard.com/', []],
    ['http://192.0.2.7/', ['ip']],
    ['http://[2001:db8::1]/', ['ip']],
    ['https://paypa1.com/', ['lookalike']],
    ['https://rnicrosoft.com/', ['lookalike']],
    ['https://g00gle.com/', ['lookalike']],
    ['https://www.paypaI.com/', ['misspelt']],
    ['https://netfliix.com/', ['misspelt']],
    ['https://mircosoft.com/', ['misspelt']],
    ['https://paypal-support.example/', ['brand']],
    ['https://paypal.com.secure-id.example/', ['brand', 'login']],
    ['https://apple-verify.example/', ['brand', 'login']],
    ['https://paypal.zip/', ['brand']],
    ['https://a.b.c.d.e.example.com/', ['deep']],
    ['https://acme.com/setup.exe', ['download']],
    ['https://bit.ly/3xYz', ['shortener']],
    ['https://acme.com:8443/', ['port']],
    ['https://anybody.github.io/', ['hosted']],
    ['https://münchen.de/', ['foreign']],
    ['https://аррӏе.com/', ['disguised', 'foreign']],
    ['https://bank.example@evil.example/', ['credentials']],
    ['myapp://open/login', []],
    ['', []],
  ])('%s: %j', (address, expected) => {
    expect(signs(address)).toEqual(expected);
  });

  it('of what is plainly phishing are enough to refuse it, of a typing error only to look at it', () => {
    const young = { ageMs: 0, madeLately: 0 };
    expect(weighCircumstances(assess('https://paypa1.com/login'), young).score).toBeGreaterThanOrEqual(REFUSE_SCORE);
    const near = weighCircumstances(assess('https://netfliix.com/login'), young).score;
    expect([near >= REVIEW_SCORE, near < REFUSE_SCORE]).toEqual([true, true]);
    expect(assess('https://bit.ly/3xYz').score).toBeLessThan(REVIEW_SCORE);
  });

  it('are told with what was seen', () => {
    const found: Signal[] = readSigns('https://paypa1.com/');
    expect(found[0]).toEqual({ sign: 'lookalike', weight: 60, detail: '"paypa1" reads as paypal' });
  });
});
