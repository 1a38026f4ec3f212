import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';
import { copyOf, pending, routeOf } from './test-stores.ts';

describe('PATCH /links/{id}', () => {
  it('changes what is given, clears what is null, keeps the rest', async () => {
    const call = callAs(await seedWorkspace());
    const { body } = await call<WireLink>('POST', '/links', {
      url: 'https://acme.test',
      externalId: 'ext_42',
      title: 'Old',
      comments: 'Keep',
    });
    expect(body.externalId).toBe('42');
    const { body: changed } = await call<WireLink>('PATCH', '/links/ext_42', {
      title: null,
      url: 'https://acme.test/2',
    });
    expect(changed).toMatchObject({ id: body.id, title: null, comments: 'Keep', url: 'https://acme.test/2' });
  });

  it('moves a name: the new one serves, the old one rests and may be taken again', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body } = await call<WireLink>('POST', '/links', { url: 'https://acme.test', key: 'before' });
    expect((await call('PATCH', `/links/${body.id}`, { key: 'after' })).status).toBe(200);
    expect((await routeOf(tenant.domain, 'before'))?.record).toBeNull();
    expect(await copyOf(tenant.domain, 'before')).toBeNull();
    expect((await routeOf(tenant.domain, 'after'))?.record?.revision).toBe(2);
    expect(await pending(tenant)).toBe(0);
    expect((await call('POST', '/links', { url: 'https://acme.test', key: 'before' })).status).toBe(200);
    expect((await call('PATCH', `/links/${body.id}`, { key: 'before' })).status).toBe(409);
  });

  it('lets concurrent changes of different fields all succeed, and leaves no older copy over a newer one', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body } = await call<WireLink>('POST', '/links', { url: 'https://acme.test', key: 'busy' });
    const changes = [
      { title: 'T' },
      { comments: 'C' },
      { ios: 'https://i.test' },
      { android: 'https://a.test' },
      { url: 'https://acme.test/new' },
      { tenantId: 'x' },
    ];
    const answers = await Promise.all(changes.map((change) => call<WireLink>('PATCH', `/links/${body.id}`, change)));
    expect(answers.map((answer) => answer.status)).toEqual(changes.map(() => 200));
    const { body: link } = await call<WireLink>('GET', `/links/info?linkId=${body.id}`);
    expect(link).toMatchObject(Object.assign({}, ...changes) as object);
    const route = await routeOf(tenant.domain, 'busy');
    expect(route?.record).toMatchObject({
      revision: 7,
      url: 'https://acme.test/new',
      ios: 'https://i.test',
      android: 'https://a.test',
    });
    expect(await copyOf(tenant.domain, 'busy')).toEqual(route?.record);
    expect(await pending(tenant)).toBe(0);
  });

  it('refuses to overwrite a newer revision when asked to with If-Match', async () => {
    const call = callAs(await seedWorkspace());
    const created = await call<WireLink>('POST', '/links', { url: 'https://acme.test' });
    const etag = created.headers.get('etag') ?? '';
    expect((await call('PATCH', `/links/${created.body.id}`, { title: 'A' }, { 'if-match': etag })).status).toBe(200);
    expect((await call('PATCH', `/links/${created.body.id}`, { title: 'B' }, { 'if-match': etag })).status).toBe(412);
  });

  it('keeps an external id unique in the workspace and free in others', async () => {
    const [a, b] = [callAs(await seedWorkspace()), callAs(await seedWorkspace())];
    expect((await a('POST', '/links', { url: 'https://acme.test', externalId: 'one' })).status).toBe(200);
    expect((await a('POST', '/links', { url: 'https://acme.test', externalId: 'one' })).status).toBe(409);
    expect((await b('POST', '/links', { url: 'https://acme.test', externalId: 'one' })).status).toBe(200);
  });
});

describe('DELETE /links/{id}', () => {
  it('takes link, record and cache away and leaves the name to its workspace', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body } = await call<WireLink>('POST', '/links', { url: 'https://acme.test', key: 'gone' });
    expect(await call('DELETE', `/links/${body.id}`)).toMatchObject({ status: 200, body: { id: body.id } });
    expect((await routeOf(tenant.domain, 'gone'))?.record).toBeNull();
    expect(await copyOf(tenant.domain, 'gone')).toBeNull();
    expect(await pending(tenant)).toBe(0);
    expect((await call('DELETE', `/links/${body.id}`)).status).toBe(404);
    expect((await call('POST', '/links', { url: 'https://acme.test', key: 'gone' })).status).toBe(200);
  });
});
