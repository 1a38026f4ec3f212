import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleCondition } from '../route/record.ts';
import { decide } from './decide.ts';
import { answerOf, link, facts, say, NOW, HOUR, HOME, toB, B, split, type Case } from './testing/decide-table.ts';

function table(cases: Case[]): void {
  it.each(cases)('%s', (_name, record, known, answer) => expect(answerOf(record, known)).toBe(answer));
}

const RULES: Case[] = [
  ['without conditions always fires', toB([]), {}, B],
  ['by country fires', toB([{ on: 'country', is: ['US'] }]), {}, B],
  ['by country fires in any spelling', toB([{ on: 'country', is: ['us'] }]), {}, B],
  ['by country does not fire elsewhere', toB([{ on: 'country', is: ['DE', 'FR'] }]), {}, HOME],
  ['by one of several countries', toB([{ on: 'country', is: ['DE', 'US'] }]), {}, B],
  ['by country negated', toB([{ on: 'country', is: ['DE'], not: true }]), {}, B],
  ['by country negated does not fire there', toB([{ on: 'country', is: ['US'], not: true }]), {}, HOME],
  [
    'by country does not fire where it is unknown',
    toB([{ on: 'country', is: ['US'] }]),
    { geo: { country: '' } },
    HOME,
  ],
  ['by an empty country never fires', toB([{ on: 'country', is: [''] }]), { geo: { country: '' } }, HOME],
  ['by region', toB([{ on: 'region', is: ['CA'] }]), {}, B],
  ['by region with its country', toB([{ on: 'region', is: ['us-ca'] }]), {}, B],
  ['by region of another country', toB([{ on: 'region', is: ['CO-CA'] }]), {}, HOME],
  ['by city', toB([{ on: 'city', is: ['san francisco'] }]), {}, B],
  ['by another city', toB([{ on: 'city', is: ['Oslo'] }]), {}, HOME],
  ['by continent', toB([{ on: 'continent', is: ['NA'] }]), {}, B],
  ['by another continent', toB([{ on: 'continent', is: ['EU'] }]), {}, HOME],
  ['by device', toB([{ on: 'device', is: ['Desktop'] }]), {}, B],
  ['by another device', toB([{ on: 'device', is: ['mobile'] }]), {}, HOME],
  ['by a device alias', toB([{ on: 'device', is: ['Phone'] }]), { client: { device: 'mobile' } }, B],
  ['by an unknown device', toB([{ on: 'device', is: ['mobile'] }]), { client: { device: '' } }, HOME],
  ['by system', toB([{ on: 'os', is: ['Mac OS'] }]), {}, B],
  ['by system, other name', toB([{ on: 'os', is: ['Mac OS X'] }]), {}, B],
  ['by iPadOS', toB([{ on: 'os', is: ['iPadOS'] }]), { client: { os: 'ios' } }, B],
  ['by another system', toB([{ on: 'os', is: ['Windows'] }]), {}, HOME],
  ['by browser', toB([{ on: 'browser', is: ['Safari'] }]), {}, B],
  ['by browser, long name', toB([{ on: 'browser', is: ['Microsoft Edge'] }]), { client: { browser: 'edge' } }, B],
  ['by another browser', toB([{ on: 'browser', is: ['Chrome'] }]), {}, HOME],
  ['by language', toB([{ on: 'language', is: ['en'] }]), {}, B],
  ['by language and region', toB([{ on: 'language', is: ['en-us'] }]), {}, B],
  ['by another region of the language', toB([{ on: 'language', is: ['en-GB'] }]), {}, HOME],
  ['by a language that only begins alike', toB([{ on: 'language', is: ['e'] }]), {}, HOME],
  ['by language without any', toB([{ on: 'language', is: [''] }]), { language: '' }, HOME],
  [
    'by parameter present',
    toB([{ on: 'query', name: 'src', values: [] }]),
    { query: 'src=' },
    '302 https://b.example/?src=',
  ],
  [
    'by parameter absent',
    toB([{ on: 'query', name: 'src', values: [] }]),
    { query: 'other=1' },
    '302 https://acme.example/home?other=1',
  ],
  [
    'by parameter value',
    toB([{ on: 'query', name: 'src', values: ['Mail'] }]),
    { query: 'src=mail' },
    '302 https://b.example/?src=mail',
  ],
  [
    'by another value',
    toB([{ on: 'query', name: 'src', values: ['mail'] }]),
    { query: 'src=web' },
    '302 https://acme.example/home?src=web',
  ],
  [
    'by an encoded value',
    toB([{ on: 'query', name: 'src', values: ['a b'] }]),
    { query: 'src=a%20b' },
    '302 https://b.example/?src=a%20b',
  ],
  [
    'by one of repeated values',
    toB([{ on: 'query', name: 's', values: ['2'] }]),
    { query: 's=1&s=2' },
    '302 https://b.example/?s=1&s=2',
  ],
  ['by parameter negated', toB([{ on: 'query', name: 'src', values: [], not: true }]), {}, B],
  ['by address', toB([{ on: 'ip', within: ['203.0.113.7'] }]), {}, B],
  ['by block', toB([{ on: 'ip', within: ['203.0.113.0/24'] }]), {}, B],
  ['by another block', toB([{ on: 'ip', within: ['198.51.100.0/24'] }]), {}, HOME],
  ['by block outside', toB([{ on: 'ip', within: ['203.0.113.0/24'], not: true }]), {}, HOME],
  ['by IPv6 block', toB([{ on: 'ip', within: ['2001:db8::/32'] }]), { ip: '2001:db8:1::9' }, B],
  ['by address of an unknown visitor', toB([{ on: 'ip', within: ['0.0.0.0/0'] }]), { ip: '' }, HOME],
  ['from a date on', toB([{ on: 'date', from: NOW }]), {}, B],
  ['until a date', toB([{ on: 'date', until: NOW }]), {}, HOME],
  ['between dates', toB([{ on: 'date', from: NOW - 1, until: NOW + 1 }]), {}, B],
  ['outside dates', toB([{ on: 'date', from: NOW - 1, until: NOW + 1, not: true }]), {}, HOME],
  ['within hours', toB([{ on: 'time', fromMinute: 720, untilMinute: 780, days: [], timeZone: 'UTC' }]), {}, B],
  ['until the minute', toB([{ on: 'time', fromMinute: 660, untilMinute: 720, days: [], timeZone: 'UTC' }]), {}, HOME],
  ['on its day', toB([{ on: 'time', fromMinute: 0, untilMinute: 1440, days: [6], timeZone: 'UTC' }]), {}, B],
  [
    'on another day',
    toB([{ on: 'time', fromMinute: 0, untilMinute: 1440, days: [1, 2, 3, 4, 5], timeZone: 'UTC' }]),
    {},
    HOME,
  ],
  [
    'in its own zone',
    toB([{ on: 'time', fromMinute: 780, untilMinute: 781, days: [], timeZone: 'Europe/Berlin' }]),
    {},
    B,
  ],
  [
    'in a far zone it is tomorrow',
    toB([{ on: 'time', fromMinute: 0, untilMinute: 120, days: [0], timeZone: 'Pacific/Auckland' }]),
    {},
    B,
  ],
  ['past midnight', toB([{ on: 'time', fromMinute: 1380, untilMinute: 721, days: [], timeZone: 'UTC' }]), {}, B],
  [
    'past midnight counts for the day it began',
    toB([{ on: 'time', fromMinute: 1380, untilMinute: 721, days: [5], timeZone: 'UTC' }]),
    {},
    B,
  ],
  [
    'past midnight not for the next day',
    toB([{ on: 'time', fromMinute: 1380, untilMinute: 721, days: [6], timeZone: 'UTC' }]),
    {},
    HOME,
  ],
  [
    'in a zone that does not exist never fires',
    toB([{ on: 'time', fromMinute: 0, untilMinute: 0, days: [], timeZone: 'Mars/Base' }]),
    {},
    HOME,
  ],
  [
    'in no zone negated never fires either',
    toB([{ on: 'time', fromMinute: 0, untilMinute: 0, days: [], timeZone: 'Mars/Base', not: true }]),
    {},
    HOME,
  ],
  ['of an unknown kind never fires', toB([{ on: 'mood', is: ['good'] } as unknown as RuleCondition]), {}, HOME],
  [
    'of an unknown kind without values never fires',
    toB([{ on: 'moon', not: true } as unknown as RuleCondition]),
    {},
    HOME,
  ],
  [
    'needs all its conditions',
    toB([
      { on: 'country', is: ['US'] },
      { on: 'os', is: ['windows'] },
    ]),
    {},
    HOME,
  ],
  [
    'with all its conditions',
    toB([
      { on: 'country', is: ['US'] },
      { on: 'os', is: ['macos'] },
    ]),
    {},
    B,
  ],
  ['before its time', toB([], { from: NOW + 1 }), {}, HOME],
  ['from its time on', toB([], { from: NOW }), {}, B],
  ['after its time', toB([], { until: NOW }), {}, HOME],
  [
    'to an unsafe place is not followed',
    { rules: [{ id: 'r', when: [], then: { url: 'javascript:alert(1)' } }] },
    {},
    'bad-destination',
  ],
  [
    'that comes first wins',
    {
      rules: [
        { id: 'a', when: [], then: { url: 'https://a.example/' } },
        { id: 'b', when: [], then: { url: 'https://b.example/' } },
      ],
    },
    {},
    '302 https://a.example/',
  ],
  [
    'that does not fire makes way for the next',
    {
      rules: [
        { id: 'a', when: [{ on: 'country', is: ['DE'] }], then: { url: 'https://a.example/' } },
        { id: 'b', when: [], then: { url: 'https://b.example/' } },
      ],
    },
    {},
    B,
  ],
  [
    'wins over the split',
    { ...toB([]), split: { variants: [{ id: 'v', url: 'https://v.example/', weight: 1 }] } },
    {},
    B,
  ],
  [
    'with a split of one',
    { rules: [{ id: 'r', when: [], then: { split: [{ id: 'v', url: 'https://v.example/', weight: 5 }] } }] },
    {},
    '302 https://v.example/',
  ],
  [
    'with a weightless split falls to the default',
    { rules: [{ id: 'r', when: [], then: { split: [{ id: 'v', url: 'https://v.example/', weight: 0 }] } }] },
    {},
    HOME,
  ],
];

describe('a rule', () => {
  table(RULES);

  it('and the variant that fired travel with the click', () => {
    const record = link({
      rules: [{ id: 'r7', when: [], then: { split: [{ id: 'v1', url: 'https://v.example/', weight: 1 }] } }],
    });
    expect(decide(record, facts(), NOW)).toMatchObject({ to: { rule: 'r7', variant: 'v1' } });
    expect(decide(link(), facts(), NOW)).toMatchObject({ to: { rule: '', variant: '' } });
  });
});

describe('a split', () => {
  table([
    ['of one', split([1]), {}, '302 https://v0.example/'],
    ['skips weight 0', split([0, 1]), {}, '302 https://v1.example/'],
    ['skips negative weight', split([-5, 1]), {}, '302 https://v1.example/'],
    ['of nothing', split([]), {}, HOME],
    ['of no weight', split([0, 0]), {}, HOME],
    ['of broken weight', split([Number.NaN]), {}, HOME],
    ['not yet started', split([1], { from: NOW + 1 }), {}, HOME],
    ['started', split([1], { from: NOW }), {}, '302 https://v0.example/'],
    ['ended', split([1], { until: NOW }), {}, HOME],
  ]);

  it('gives a visitor the same variant every time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (ip, ua) => {
        const record = link(split([50, 30, 20]));
        expect(say(decide(record, facts({ ip, ua }), NOW))).toBe(say(decide(record, facts({ ip, ua }), NOW + HOUR)));
      }),
    );
  });

  it('gives each variant its share of visitors, within a twentieth', () => {
    const record = link(split([60, 30, 10]));
    const counts = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const place = say(decide(record, facts({ ip: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}` }), NOW));
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    expect(counts.get('302 https://v0.example/')).toBeGreaterThan(11_400);
    expect(counts.get('302 https://v0.example/')).toBeLessThan(12_600);
    expect(counts.get('302 https://v2.example/')).toBeGreaterThan(1_800);
    expect(counts.get('302 https://v2.example/')).toBeLessThan(2_200);
  });

  it('places a visitor independently in different links', () => {
    const both = { a: 0, b: 0, same: 0 };
    for (let i = 0; i < 4_000; i++) {
      const first = say(decide(link(split([50, 50])), facts({ ip: `10.0.${i >> 8}.${i & 255}` }), NOW));
      const second = say(
        decide(link({ ...split([50, 50]), linkId: 'link_2' }), facts({ ip: `10.0.${i >> 8}.${i & 255}` }), NOW),
      );
      if (first === second) both.same += 1;
    }
    expect(both.same).toBeGreaterThan(1_800);
    expect(both.same).toBeLessThan(2_200);
  });
});
