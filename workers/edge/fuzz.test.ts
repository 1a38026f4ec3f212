import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Tenant } from '#test/tenant.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { visit } from '#test/worker/visit.ts';

const RUNS = 300;
/** Hundreds of visits one after the other: on a busy machine they take long, which is not what they are about. */
const PATIENCE_MS = 90_000;
/** Any printable text. */
const headerText = fc.stringMatching(/^[\x20-\x7e]{0,300}$/);

let tenant: Tenant;
beforeAll(async () => {
  tenant = await seedWorkspace();
  await seedLink(tenant, { key: 'k', url: 'https://acme.example/home?x=1#frag', record: { trackConversion: true } });
  await seedLink(tenant, { key: 'p/*', url: 'https://acme.example/{path}?q={path}' });
  await seedLink(tenant, {
    key: 'cloak',
    url: 'https://acme.example/',
    record: { cloak: true, social: { title: '</title><script>' } },
  });
});

/** No answer may be a failure of ours, and no redirect may leave the link's host. */
async function expectSound(response: Response): Promise<void> {
  expect(response.status).toBeLessThan(500);
  const location = response.headers.get('location');
  if (location !== null) expect(new URL(location).host).toBe('acme.example');
  expect(await response.text()).not.toContain('<script');
}

describe('whatever is sent', { timeout: PATIENCE_MS }, () => {
  it('as a path is answered without a failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webPath(), fc.stringMatching(/^(%[0-9a-f]{0,2}|[a-z/.+]){0,40}$/)),
        async (path) => {
          const url = `https://${tenant.domain}/${path}`;
          fc.pre(URL.canParse(url));
          await expectSound(await visit(url));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('below a pattern link stays on its host', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(
            '/evil.example',
            '\\evil.example',
            '@evil.example',
            '//evil.example',
            '%2f%2fevil.example',
            '..%2f..',
            '.',
          ),
        ),
        async (tail) => {
          const url = `https://${tenant.domain}/p/${tail}`;
          fc.pre(URL.canParse(url));
          await expectSound(await visit(url));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('as a query is handed on harmlessly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('k', 'cloak', 'k+', 'p/x'),
        fc.string({ unit: 'binary', maxLength: 200 }),
        async (key, query) => {
          await expectSound(await visit(`https://${tenant.domain}/${key}?${query}`));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('whatever is sent beside the address', { timeout: PATIENCE_MS }, () => {
  it('in headers is survived', async () => {
    const names = fc.constantFrom(
      'user-agent',
      'referer',
      'accept-language',
      'cookie',
      'sec-purpose',
      'dnt',
      'cf-connecting-ip',
      'sec-ch-ua-platform',
      'x-forwarded-for',
      'content-type',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(names, headerText),
        fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND'),
        async (headers, method) => {
          const trimmed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.trim()]));
          await expectSound(await visit(`https://${tenant.domain}/k`, { method, headers: trimmed }));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a flood of headers is survived', async () => {
    const headers = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`x-flood-${i}`, 'y'.repeat(200)]));
    await expectSound(await visit(`https://${tenant.domain}/k`, { headers }));
  });

  it('as a host is answered without a failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        async (host) => {
          fc.pre(URL.canParse(`https://${host}/k`));
          const response = await visit(`https://${host}/k`);
          expect(response.status).toBe(404);
        },
      ),
      { numRuns: 100 },
    );
  });
});
