/**
 * Agents are judged as maintained lists do. No maintained package of networks and spammers has a permissive licence, so those lists are
 * our own: what must hold for every entry is held here.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import listed from 'crawler-user-agents';
import { parse } from 'tldts';
import { expect, it } from 'vitest';
import { classify } from '../event-class.ts';
import { datacenterOf } from './datacenters.ts';
import { spammerOf } from './spam-referers.ts';

/** One of the package's types forgets the tags. */
const agents: readonly { instances: string[]; tags?: string[] }[] = listed;

const read = (name: string): Promise<string> => readFile(fileURLToPath(new URL(name, import.meta.url).href), 'utf8');

it('lists each network once, in words and numbers, and none that people come out of', async () => {
  const [, table = ''] = /= \{\n([\s\S]*?)\n\};/.exec(await read('./datacenters.ts')) ?? [];
  const entries = [...table.matchAll(/^ {2}(\w+): \[([\d, ]+)\],$/gm)];
  expect(entries).toHaveLength(table.split('\n').length);
  const numbers = entries.flatMap(([, name = '', asns = '']) =>
    asns.split(', ').map((asn) => ({ name, asn: Number(asn) })),
  );
  expect(new Set(numbers.map(({ asn }) => asn)).size).toBe(numbers.length);
  for (const { name, asn } of numbers) expect([asn, datacenterOf(asn)]).toEqual([asn, name]);
  // Private Relay and WARP, web gateways of companies, networks that sell VPN, and the large networks of homes and phones.
  for (const asn of [0, 13335, 54113, 36183, 22616, 55256, 9009, 212238, 3320, 7922, 7018, 21928, 3215, 6939])
    expect([asn, datacenterOf(asn)]).toEqual([asn, undefined]);
});

it('lists spammers by the domain that is registered, once, in order, and catches their subdomains alone', async () => {
  const [, words = ''] = /`([\s\S]*?)`/.exec(await read('./spam-referers.ts')) ?? [];
  const domains = words.split(/\s+/);
  expect(domains).toEqual([...new Set(domains)].toSorted());
  for (const domain of domains) {
    expect([domain, parse(domain).isIcann]).toEqual([domain, true]);
    expect([spammerOf(domain), spammerOf(`www.${domain}`), spammerOf(`not${domain}`)]).toEqual([
      domain,
      domain,
      undefined,
    ]);
  }
  for (const host of ['google.com', 'news.ycombinator.com', 't.co', 'acme.test', '(direct)', ''])
    expect([host, spammerOf(host)]).toEqual([host, undefined]);
});

it('takes no program of a maintained list for a person, and what draws previews for nothing else', () => {
  const classOf = (ua: string) => classify({ signs: [], ua }, { httpTools: 'bot' }).class;
  const known = agents.flatMap(({ instances, tags }) => instances.map((ua) => ({ ua, tags: tags ?? [] })));
  // Agents of pages that people open inside another app, which the list has, too.
  const people = known.filter(({ ua }) => classOf(ua) === 'human');
  expect(people.length / known.length).toBeLessThan(0.01);
  const previews = known.filter(
    ({ ua, tags }) => tags.includes('social-preview') && !people.some((each) => each.ua === ua),
  );
  expect(previews.filter(({ ua }) => classOf(ua) !== 'preview')).toEqual([]);
});
