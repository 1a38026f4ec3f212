/** A domain from the wish to the first visit, with a DNS of the test's own; and names that lead where they must not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { NameServer } from '../support/name-server.ts';
import { TestStack } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';
import { BERLIN } from '../support/visit.ts';

interface Dns {
  verified: boolean;
  records: { type: string; name: string; value: string; status: string }[];
}

let names: NameServer;
let stack: TestStack;
let tenant: Tenant;

beforeAll(async () => {
  names = await NameServer.start();
  process.env['HOPLINE_DNS_URL'] = names.url;
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
});
afterAll(async () => {
  delete process.env['HOPLINE_DNS_URL'];
  await stack?.stop();
  names?.stop();
});

it('is proven by its TXT record, serves its links, and is gone when it is deleted', async () => {
  const api = stack.api(tenant);
  const slug = 'go.acme-links.com';
  expect((await api('POST', '/domains', { slug, notFoundUrl: 'https://acme.com/oops' })).body).toMatchObject({
    verified: false,
  });
  const dns = (await api<Dns>('GET', `/domains/${slug}/dns`)).body;
  expect(dns.records.map(({ type, name, status }) => [type, name, status])).toEqual([
    ['TXT', `_hopline.${slug}`, 'missing'],
    ['CNAME', slug, 'missing'],
  ]);
  expect((await stack.visit({ domain: slug, key: 'x' }, BERLIN)).status).toBe(404);
  for (const { type, name, value } of dns.records) names.records.set(`${type} ${name}`, [value]);
  expect((await api<Dns>('POST', `/domains/${slug}/verify`)).body).toMatchObject({
    verified: true,
    records: [{ status: 'found' }, { status: 'found' }],
  });
  const link = await stack.createLink(tenant, { url: 'https://acme.com/', domain: slug, key: 'home' });
  await eventually(async () => expect((await stack.visit(link, BERLIN)).location).toBe('https://acme.com/'));
  expect((await stack.visit({ domain: slug, key: 'other' }, BERLIN)).location).toBe('https://acme.com/oops');
  const stranger = stack.api(await stack.seedTenant());
  expect((await stranger('POST', '/domains', { slug })).status).toBe(409);
  await api('DELETE', `/domains/${slug}`);
  expect((await stranger('POST', '/domains', { slug })).status).toBe(201);
});

it.each([
  ['10.0.0.1', 'A'],
  ['169.254.169.254', 'A'],
  ['::ffff:127.0.0.1', 'AAAA'],
  ['fd00:ec2::254', 'AAAA'],
])('a public name that leads to %s is never asked, whoever names it', async (address, type) => {
  const api = stack.api(tenant);
  names.records.clear();
  names.records.set('A inside.acme-links.com', ['93.184.216.34']).set(`${type} inside.acme-links.com`, [address]);
  const url = 'https://inside.acme-links.com/';
  expect((await api('GET', `/links/metatags?url=${url}`)).status).toBe(422);
  expect((await api('GET', `/links/iframeable?url=${url}`)).status).toBe(422);
  expect((await fetch(`${stack.apiUrl}/qr?url=x&logo=${url}`)).status).toBe(422);
  const link = await stack.createLink(tenant, { url });
  expect((await api('POST', `/links/${link.id}/health`)).body).toMatchObject({ state: 'failing', failure: 'private' });
  const hook = await api<{ id: string }>('POST', '/webhooks', { name: 'x', url, triggers: ['link.created'] });
  const sent = await api('POST', `/webhooks/${hook.body.id}/test`, {});
  expect(sent.body).toMatchObject({ state: 'waiting', status: null, error: expect.stringContaining('private') });
});
