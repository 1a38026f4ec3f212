import { describe, expect, it } from 'vitest';
import { FORMATS } from './format/formats.ts';
import type { LinkItem } from './item.ts';
import { readItem } from './read-item.ts';
import * as samples from './testing/samples.ts';

const read = ({ format, record }: samples.Sample) => readItem(record, FORMATS[format], {});
const AT = Date.parse('2024-03-05T17:22:10Z');

describe('a line of another product', () => {
  it.each<[samples.Sample, Partial<LinkItem>]>([
    [
      samples.BITLY_API,
      { domain: 'acme.link', key: 'spring', tagNames: ['spring', 'sale'], createdAt: AT, clicks: [] },
    ],
    [samples.BITLY_CSV, { domain: 'bit.ly', key: '3TbfXyz', tagNames: ['spring', 'sale'], createdAt: AT }],
    [samples.SHORTIO, { domain: 'go.acme.com', key: 'spring', createdAt: AT, tagNames: ['spring'] }],
    [samples.REBRANDLY, { domain: 'rebrand.ly', key: 'burn10M' }],
    [samples.DUB_CSV, { domain: 'dub.sh', key: 'github', tagNames: ['open source', 'code'] }],
    [samples.DUB_API, { domain: 'dub.sh', key: 'github', tagNames: ['code'] }],
    [samples.YOURLS, { domain: 'sho.rt', key: 'ozh', createdAt: Date.parse('2024-05-02T21:04:11Z') }],
    [samples.KUTT, { domain: 'kutt.it', key: 'spring', createdAt: AT }],
    [samples.SHLINK_CSV, { domain: 's.test', key: 'abc123', tagNames: ['docs', 'php'] }],
    [samples.SHLINK_API, { domain: 's.test', key: 'abc123', tagNames: ['docs', 'php'] }],
    [samples.SINK, { domain: undefined, key: 'docs', createdAt: 1_709_656_930_000 }],
  ])('keeps its name, its date and its tags: $format, $from', (sample, expected) => {
    expect(read(sample)).toMatchObject({ kind: 'link', ...expected });
  });

  it('keeps what the link does', () => {
    const input = (sample: samples.Sample) => (read(sample) as LinkItem).input;
    expect(input(samples.SHORTIO)).toEqual({
      url: 'https://acme.com/spring',
      title: 'Spring sale',
      expiresAt: '2030-01-01T00:00:00.000Z',
      expiredUrl: 'https://acme.com/over',
      maxClicks: 500,
      ios: 'https://apps.apple.com/app/id1',
      android: 'https://play.google.com/store/apps/details?id=a',
      rewrite: false,
      archived: false,
      statusCode: 301,
    });
    expect(input(samples.DUB_API)).toMatchObject({
      externalId: '123',
      trackConversion: true,
      geo: { DE: 'https://github.de/' },
      comments: 'ours',
    });
    expect(input(samples.KUTT)).toEqual({
      url: 'https://acme.com/spring',
      comments: 'for the newsletter',
      disabled: false,
    });
    expect(input(samples.SHLINK_API)).toMatchObject({ maxClicks: 1_000, doIndex: true, forwardQuery: false });
    expect(input(samples.SINK)).toMatchObject({
      rewrite: true,
      expiresAt: '2030-01-01T00:00:00.000Z',
      comments: 'pinned',
    });
  });
});

describe('what else a line says', () => {
  it('brings its clicks: a total where the days are not told, single ones where they are', () => {
    const clicks = (sample: samples.Sample) => read(sample).clicks.map(({ at, count }) => ({ at, count }));
    expect(clicks(samples.BITLY_CSV)).toEqual([{ at: undefined, count: 1204 }]);
    expect(clicks(samples.SHLINK_API)).toEqual([{ at: undefined, count: 328 }]);
    expect(read(samples.YOURLS_LOG)).toMatchObject({
      kind: 'clicks',
      key: 'ozh',
      clicks: [{ at: Date.parse('2024-05-03T08:00:01Z'), count: 1, referer: '', country: 'FR', bot: false }],
    });
    expect(read(samples.SHLINK_VISIT)).toMatchObject({ kind: 'clicks', domain: 's.test', key: 'abc123' });
  });

  it('is refused rather than opened to everybody when its password is not in the file', () => {
    expect(() => read({ ...samples.KUTT, record: { ...samples.KUTT.record, password: true } })).toThrow(
      /^password: protects/,
    );
    expect(() => read({ ...samples.DUB_API, record: { ...samples.DUB_API.record, password: '********' } })).toThrow(
      /^password/,
    );
    expect(read({ ...samples.DUB_API, record: { ...samples.DUB_API.record, password: 'hunter2' } })).toMatchObject({
      input: { password: 'hunter2' },
    });
  });

  it('says which field cannot be read', () => {
    const bitly = (change: Record<string, unknown>) => () =>
      read({ ...samples.BITLY_CSV, record: { ...samples.BITLY_CSV.record, ...change } });
    expect(bitly({ 'Long URL': '' })).toThrow(/^url: is required/);
    expect(bitly({ Created: 'yesterday' })).toThrow(/^createdAt: must be a date.*"yesterday"/);
    expect(bitly({ 'Total Engagements': 'many' })).toThrow(/^clicks: must be a whole number, got "many"/);
  });
});

describe('a mapping', () => {
  it('names columns that nobody could guess, and wins over those that one could', () => {
    const record = { 'Landing page': 'https://acme.com/', url: 'https://other.com/', code: 'x' };
    expect(readItem(record, FORMATS.csv, { url: 'Landing page', key: 'Code' })).toMatchObject({
      key: 'x',
      input: { url: 'https://acme.com/' },
    });
  });
});
