import { describe, expect, it } from 'vitest';
import { type DnsRecord, judgeAppFile, missingOf, standingOf } from './words.ts';

const record = (type: DnsRecord['type'], status: DnsRecord['status']): DnsRecord => ({
  purpose: type === 'TXT' ? 'proof' : 'traffic',
  type,
  name: 'go.acme.com',
  value: 'x',
  status,
  found: [],
});

describe('a domain', () => {
  it('is in service only once it is proven', () => {
    expect(standingOf({ verified: false, archived: true }).label).toBe('Waiting for DNS');
    expect(standingOf({ verified: true, archived: false }).tone).toBe('ok');
  });

  it.each([
    [[record('TXT', 'found'), record('CNAME', 'found')], undefined],
    [[record('TXT', 'missing'), record('CNAME', 'found')], /Add the TXT record/],
    [[record('TXT', 'missing'), record('CNAME', 'missing')], /Add both records/],
    [[record('TXT', 'found'), record('CNAME', 'different')], /Change the CNAME record/],
    [[record('TXT', 'unknown'), record('CNAME', 'unknown')], /could not be asked/],
  ])('says what is missing (%#)', (records, words) => {
    if (words) expect(missingOf(records)).toMatch(words);
    else expect(missingOf(records)).toBeUndefined();
  });
});

describe('a file for apps', () => {
  const print = Array.from({ length: 32 }, () => 'AB').join(':');
  const android = (target: object) => JSON.stringify([{ relation: ['x'], target }]);
  it.each([
    ['appleAppSiteAssociation', '', undefined],
    ['appleAppSiteAssociation', '{', 'wrong'],
    ['appleAppSiteAssociation', '[]', 'wrong'],
    ['appleAppSiteAssociation', '{"webcredentials":{}}', 'doubt'],
    ['appleAppSiteAssociation', '{"applinks":{"details":[{"appIDs":["com.acme"]}]}}', 'doubt'],
    ['appleAppSiteAssociation', '{"applinks":{"details":[{"appIDs":["ABCDE12345.com.acme"]}]}}', 'ok'],
    ['appleAppSiteAssociation', '{"applinks":{"details":[{"appID":"ABCDE12345.com.acme"}]}}', 'ok'],
    ['assetLinks', '{}', 'wrong'],
    ['assetLinks', '[null, 1]', 'doubt'],
    ['assetLinks', android({ namespace: 'android_app', package_name: 'com.acme' }), 'doubt'],
    [
      'assetLinks',
      android({ namespace: 'android_app', package_name: 'com.acme', sha256_cert_fingerprints: [print] }),
      'ok',
    ],
  ] as const)('%s %s is %s', (file, text, tone) => {
    expect(judgeAppFile(file, text)?.tone).toBe(tone);
  });
});
