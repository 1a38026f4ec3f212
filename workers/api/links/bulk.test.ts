import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { type Answer, callAs, request } from '../test-client.ts';
import { type ErrorAnswer } from './test-stores.ts';

describe('other link routes', () => {
  it('finds a link by id, external id, or domain and key in any case', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body } = await call<WireLink>('POST', '/links', { url: 'https://acme.test', key: 'Find', externalId: 'e' });
    for (const query of [
      `linkId=${body.id}`,
      'linkId=ext_e',
      'externalId=ext_e',
      'externalId=e',
      `domain=${tenant.domain}&key=FIND`,
    ]) {
      expect(await call('GET', `/links/info?${query}`)).toMatchObject({ status: 200, body: { id: body.id } });
    }
    expect((await call('GET', '/links/info')).status).toBe(400);
    expect((await call('GET', '/links/info?linkId=link_0')).status).toBe(404);
  });

  it('upserts by destination', async () => {
    const call = callAs(await seedWorkspace());
    const first = await call<WireLink>('PUT', '/links/upsert', { url: 'acme.test/up', utm_source: 'x' });
    const second = await call<WireLink>('PUT', '/links/upsert', {
      url: 'acme.test/up',
      utm_source: 'x',
      title: 'Again',
    });
    expect(second.body).toMatchObject({ id: first.body.id, title: 'Again' });
  });

  it('creates, updates and deletes in bulk, refusing item by item', async () => {
    const call = callAs(await seedWorkspace());
    const made = await call<(WireLink & { code?: string })[]>('POST', '/links/bulk', [
      { url: 'https://a.test', key: 'b1' },
      { url: 'javascript:1' },
      { url: 'https://b.test' },
    ]);
    expect(made.body.map((item) => item.code ?? 'link')).toEqual(['link', 'link', 'unprocessable_entity']);
    const ids = made.body.slice(0, 2).map((link) => link.id);
    const changed = await call<WireLink[]>('PATCH', '/links/bulk', { linkIds: ids, data: { comments: 'bulk' } });
    expect(changed.body.map((link) => link.comments)).toEqual(['bulk', 'bulk']);
    expect((await call('DELETE', `/links/bulk?linkIds=${ids.join('%2C')},link_0`)).body).toEqual({ deletedCount: 2 });
    expect(
      (
        await call('POST', '/links/bulk', [
          { url: 'https://a.test', key: 'x' },
          { url: 'https://a.test', key: 'x' },
        ])
      ).status,
    ).toBe(400);
  });

  it('answers in the one error shape for what it cannot read', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const wrong: Promise<Answer<ErrorAnswer>>[] = [
      call('POST', '/links', '{"url":'),
      call('POST', '/links', `{"url":${'['.repeat(50)}${']'.repeat(50)}}`),
      call('POST', '/links', { url: 'https://a.test', comments: 'x'.repeat(120_000) }),
    ];
    for (const answer of await Promise.all(wrong))
      expect([answer.status, answer.body.error.code]).toEqual([400, 'bad_request']);
    expect(await request('GET', '/nothing-here')).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
  });
});
