import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { seedLink, seedWorkspace } from '../../../test/support/worker/seed.ts';
import { createApp } from '../app.ts';
import { COUNTERS_HEADER } from './counters.ts';

it('lists links although the ledger is down, and says that the counters are not known', async () => {
  const tenant = await seedWorkspace();
  await seedLink(tenant, { key: 'a', url: 'https://acme.test' });
  const down = { getByName: () => ({ totals: () => Promise.reject(new Error('ledger is down')) }) };
  const response = await createApp().fetch(
    new Request('https://api.test/links', { headers: { authorization: `Bearer ${tenant.token}` } }),
    { ...env, LEDGER: down },
    createExecutionContext(),
  );
  expect(response.status).toBe(200);
  expect(response.headers.get(COUNTERS_HEADER)).toBe('unavailable');
  expect((await response.json<WireLink[]>()).map((link) => [link.key, link.clicks])).toEqual([['a', 0]]);
});
