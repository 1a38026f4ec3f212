import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import type { CreatedToken } from '#core/token/wire.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { type Call, callAs } from '../test-client.ts';
import { seal, unseal } from './seal.ts';

const newKey = () => crypto.randomUUID();
const create = (call: Call, key: string, body: object) =>
  call<WireLink>('POST', '/links', body, { 'idempotency-key': key });
const countLinks = async (call: Call) => (await call<number>('GET', '/links/count')).body;

describe('a write sent twice with one key', () => {
  it('runs once and gets the same answer, marked as a repetition', async () => {
    const call = callAs(await seedWorkspace());
    const key = newKey();
    const first = await create(call, key, { url: 'https://acme.test' });
    const second = await create(call, key, { url: 'https://acme.test' });
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null]);
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(await countLinks(call)).toBe(1);
  });

  it('runs once when both arrive at the same moment', async () => {
    const call = callAs(await seedWorkspace());
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(call, key, { url: 'https://acme.test' })));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => ![200, 409].includes(status))).toEqual([]);
    expect(await countLinks(call)).toBe(1);
    expect((await create(call, key, { url: 'https://acme.test' })).status).toBe(200);
    expect(await countLinks(call)).toBe(1);
  });

  it('is refused when it is another request', async () => {
    const call = callAs(await seedWorkspace());
    const key = newKey();
    await create(call, key, { url: 'https://acme.test' });
    const other = await create(call, key, { url: 'https://other.test' });
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'unprocessable_entity' } } });
    const elsewhere = await call('POST', '/tokens', { url: 'https://acme.test' }, { 'idempotency-key': key });
    expect(elsewhere.status).toBe(422);
    expect(await countLinks(call)).toBe(1);
  });

  it('repeats a refusal, too, but runs again after one that was no answer', async () => {
    const call = callAs(await seedWorkspace());
    const [key, taken] = [newKey(), newKey()];
    await create(call, newKey(), { url: 'https://acme.test', key: 'k' });
    const conflict = await create(call, taken, { url: 'https://acme.test', key: 'k' });
    expect(
      (await create(call, taken, { url: 'https://acme.test', key: 'k' })).headers.get('idempotency-replayed'),
    ).toBe('true');
    expect(conflict.status).toBe(409);
    expect((await create(call, key, { url: 'no address' })).status).toBe(422);
    expect((await create(call, key, { url: 'no address' })).headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('a key', () => {
  it('is nothing to another actor', async () => {
    const [one, other] = [callAs(await seedWorkspace()), callAs(await seedWorkspace())];
    const key = newKey();
    const mine = await create(one, key, { url: 'https://acme.test' });
    const theirs = await create(other, key, { url: 'https://acme.test' });
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('starts anew a day later, or when the first died without an answer', async () => {
    const call = callAs(await seedWorkspace());
    const key = newKey();
    await create(call, key, { url: 'https://acme.test' });
    const age = (sql: string) => testEnv.CONTROL.prepare(`UPDATE kept_answers SET ${sql}`).run();
    await age(`status = NULL, answer = NULL, started_at = started_at - 60000`);
    expect((await create(call, key, { url: 'https://acme.test' })).status).toBe(409);
    await age(`started_at = started_at - 120000`);
    expect((await create(call, key, { url: 'https://acme.test' })).headers.get('idempotency-replayed')).toBeNull();
    await age(`started_at = started_at - 86400001`);
    expect((await create(call, key, { url: 'https://other.test' })).status).toBe(200);
    expect(await countLinks(call)).toBe(3);
  });

  it('does not matter to reading, and says what a key looks like', async () => {
    const call = callAs(await seedWorkspace());
    for (let n = 0; n < 2; n++)
      expect(
        (await call('GET', '/links', undefined, { 'idempotency-key': 'k' })).headers.get('idempotency-replayed'),
      ).toBeNull();
    for (const key of ['', 'x'.repeat(256), 'two words'])
      expect([key, (await create(call, key, { url: 'https://acme.test' })).status]).toEqual([key, 400]);
  });
});

describe('a kept answer', () => {
  it('can be read only with the key: secrets shown once do not lie in the database', async () => {
    const call = callAs(await seedWorkspace());
    const key = newKey();
    const body = { name: 'CI', scopes: ['links.read'] };
    const headers = { 'idempotency-key': key };
    const { body: made } = await call<CreatedToken>('POST', '/tokens', body, headers);
    expect((await call<CreatedToken>('POST', '/tokens', body, headers)).body.token).toBe(made.token);
    const { results } = await testEnv.CONTROL.prepare('SELECT * FROM kept_answers').all();
    const rows = JSON.stringify(results);
    expect(rows).not.toContain(made.token);
    expect(rows).not.toContain(key);
    const answer = { headers: {}, body: 'secret' };
    const sealed = await seal('s'.repeat(32), 'a', answer);
    expect(await unseal('s'.repeat(32), 'a', sealed)).toEqual(answer);
    await expect(unseal('s'.repeat(32), 'b', sealed)).rejects.toThrow(/decrypt/i);
  });
});
