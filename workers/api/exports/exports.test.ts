import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { seedLink, seedWorkspace } from '../../../test/support/worker/seed.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { errorsOf, runWhole } from '../imports/test-imports.ts';
import { callAs, fetchApi } from '../test-client.ts';

function exported(tenant: Tenant, query = ''): Promise<Response> {
  return fetchApi(`/links/export${query}`, { headers: { authorization: `Bearer ${tenant.token}` } });
}

/** What must survive: everything but what belongs to the copy itself. */
function essence(link: WireLink) {
  const {
    id,
    domain,
    shortLink,
    qrCode,
    workspaceId,
    projectId,
    userId,
    tags,
    tagId,
    updatedAt,
    clicks,
    lastClicked,
    ...rest
  } = link;
  void [id, domain, shortLink, qrCode, workspaceId, projectId, userId, tagId, updatedAt, clicks, lastClicked];
  return { ...rest, tags: (tags ?? []).map(({ name }) => name) };
}

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((value) => value.trim() === value && value !== '' && !value.startsWith("'"));
const url = fc.webUrl({ validSchemes: ['https'] }).map((value) => new URL(value).href);
const future = fc.integer({ min: Date.UTC(2027, 0), max: Date.UTC(2030, 0) }).map((ms) => new Date(ms).toISOString());
const linkInput = fc.record(
  {
    url,
    title: text,
    description: text,
    comments: text,
    tagNames: fc.uniqueArray(fc.constantFrom('red', 'a, b', 'x|y', '[odd', 'Grün'), { maxLength: 3 }),
    expiresAt: future,
    maxClicks: fc.integer({ min: 1, max: 1_000 }),
    statusCode: fc.constantFrom(301, 302, 307, 308),
    ios: url,
    geo: fc.dictionary(fc.constantFrom('DE', 'CH', 'FR'), url, { minKeys: 1 }),
    archived: fc.boolean(),
    rewrite: fc.boolean(),
    forwardQuery: fc.boolean(),
    trackConversion: fc.boolean(),
    externalId: fc.uuid(),
    utm_source: fc.constantFrom('news', 'a b'),
  },
  { requiredKeys: ['url'] },
);

describe('an export of links', () => {
  it.each(['csv', 'json', 'ndjson'])('in %s, imported somewhere else, gives equal links', async (format) => {
    const inputs = fc.sample(linkInput, { numRuns: 25, seed: 20 });
    const from = await seedWorkspace();
    for (const name of ['red', 'a, b', 'x|y', '[odd', 'Grün']) await callAs(from)('POST', '/tags', { name });
    for (const [index, input] of inputs.entries()) {
      const made = await callAs(from)('POST', '/links', { ...input, key: `k${index}` });
      expect([made.status, made.body]).toEqual([200, expect.anything()]);
    }
    const file = new Uint8Array(await (await exported(from, `?format=${format}&showArchived=true`)).arrayBuffer());
    const to = await seedWorkspace();
    const done = await runWhole(to, { format: 'hopline', domains: { [from.domain]: to.domain } }, file);
    expect([done, await errorsOf(to, done.id)]).toMatchObject([{ created: 25, refused: 0 }, 'line,reason,content\r\n']);
    const all = async (tenant: Tenant) =>
      (await callAs(tenant)<WireLink[]>('GET', '/links?showArchived=true')).body
        .map(essence)
        .toSorted((a, b) => a.key.localeCompare(b.key));
    expect(await all(to)).toEqual(await all(from));
  });

  it('knows the filters of the list, and more than a page', async () => {
    const tenant = await seedWorkspace();
    const lines = Array.from(
      { length: 950 },
      (_, index) => `https://acme.com/${index},k${index},${index % 2 ? 'odd' : ''}`,
    );
    await runWhole(tenant, { format: 'csv' }, ['url,key,tags', ...lines].join('\n'));
    const whole = await (await exported(tenant)).text();
    expect(whole.trimEnd().split('\r\n')).toHaveLength(951);
    const odd = await exported(tenant, '?format=ndjson&tagNames=odd');
    expect((await odd.text()).trimEnd().split('\n')).toHaveLength(475);
    expect(await (await exported(tenant, '?format=json&search=nothing-like-it')).json()).toEqual([]);
  });

  it('never holds a password, nor a text that a spreadsheet would run', async () => {
    const tenant = await seedWorkspace();
    await callAs(tenant)('POST', '/links', {
      url: 'https://acme.com/',
      key: 'p',
      password: 'hunter2',
      title: '=cmd()',
    });
    const file = await (await exported(tenant)).text();
    expect(file).not.toContain('hunter2');
    expect(file).not.toContain('pbkdf2');
    expect(file).toContain(",'=cmd(),");
  });
});

describe('imported clicks', () => {
  it('are in the counters and in the reports of their days, marked as imported, once', async () => {
    const tenant = await seedWorkspace();
    const linkId = await seedLink(tenant, { key: 'ozh', url: 'https://ozh.org/' });
    const day = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10);
    const file = [
      'click_id,click_time,shorturl,referrer,user_agent,ip_address,country_code',
      `1,${day} 08:00:01,ozh,direct,,1.2.3.4,FR`,
      `2,${day} 08:00:01,ozh,direct,,1.2.3.4,FR`,
      `3,${day} 09:00:00,ozh,https://t.co/x,curl/8.1,1.2.3.4,DE`,
      `4,${day} 09:00:00,nolink,,,,`,
    ].join('\n');
    const done = await runWhole(tenant, { format: 'yourls', domain: tenant.domain }, file);
    expect(done).toMatchObject({ lines: 4, created: 0, refused: 1, clicks: 3 });
    expect(await runWhole(tenant, { format: 'yourls', domain: tenant.domain }, file)).toMatchObject({ clicks: 0 });
    const { body } = await callAs(tenant)<WireLink>('GET', `/links/info?linkId=${linkId}`);
    expect(body.clicks).toBe(2);
    await eventually(async () => {
      const report = await callAs(tenant)<{ clicks: number }>('GET', `/analytics?event=clicks&interval=all`);
      expect(report.body).toMatchObject({ clicks: 2 });
    });
  });
});
