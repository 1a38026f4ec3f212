import { describe, expect, it } from 'vitest';
import type { ExportFile } from '#core/export/bundle/job.ts';
import type { WireExport } from '#core/export/bundle/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { mailTo } from '#test/worker/mail.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { unzipStored } from '#test/worker/unzip.ts';
import { runWhole } from '../imports/test-imports.ts';
import { callAs, fetchApi } from '../test-client.ts';

const TIMEOUT_MS = 60_000;

async function exportWhole(tenant: Tenant, options: object = {}): Promise<WireExport> {
  const { status, body } = await callAs(tenant)<WireExport>('POST', '/exports', options);
  expect([status, body.state]).toEqual([200, 'running']);
  return eventually(async () => {
    const shown = (await callAs(tenant)<WireExport>('GET', `/exports/${body.id}`)).body;
    if (shown.state === 'running') throw new Error(`${body.id} has written ${shown.rows} rows`);
    return shown;
  });
}

async function download(
  tenant: Tenant,
  id: string,
  query = '',
): Promise<{ answer: Response; bytes: Uint8Array<ArrayBuffer> }> {
  const answer = await fetchApi(`/exports/${id}/file${query}`, {
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function gunzip(bytes: Uint8Array): Promise<string> {
  return new Response(new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** What must survive a journey into another workspace. */
const essence = ({ key, url, title, tags, expiresAt, geo, archived, clicks, createdAt }: WireLink) => ({
  key,
  url,
  title,
  tags: (tags ?? []).map(({ name }) => name),
  expiresAt,
  geo,
  archived,
  clicks,
  createdAt,
});

async function furnish(tenant: Tenant): Promise<void> {
  const call = callAs(tenant);
  const made = async (path: string, body: object) => {
    const answer = await call<{ id: string }>('POST', path, body);
    expect([path, answer.status < 300]).toEqual([path, true]);
    return answer.body.id;
  };
  const folderId = await made('/folders', { name: 'Autumn' });
  await made('/tags', { name: 'red, bright' });
  const id = await made('/links', {
    url: 'https://acme.com/a?x="1"',
    key: 'a',
    folderId,
    tagNames: ['red, bright'],
    password: 'hunter2',
    geo: { DE: 'https://acme.com/de' },
  });
  await made('/links', { url: 'https://acme.com/b', key: 'b', title: '=1+1', archived: true });
  await made(`/links/${id}/comments`, { body: 'Printed on the poster' });
  const gone = await made('/links', { url: 'https://acme.com/c', key: 'c', password: 'hunter3' });
  await call('DELETE', `/links/${gone}`);
  await made('/webhooks', { name: 'hook', url: 'http://127.0.0.1:9/', triggers: ['link.created'] });
  const clicks = [
    'click_id,click_time,shorturl,referrer,user_agent,ip_address,country_code',
    `1,${new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10)} 08:00:01,b,direct,,1.2.3.4,FR`,
    `2,${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)} 08:00:02,b,direct,,1.2.3.4,DE`,
  ].join('\n');
  expect(await runWhole(tenant, { format: 'yourls', domain: tenant.domain }, clicks)).toMatchObject({ clicks: 2 });
  await eventually(async () => {
    const report = await call<{ clicks: number }>('GET', '/analytics?event=clicks&interval=all');
    expect(report.body).toMatchObject({ clicks: 2 });
  });
}

describe('an export of everything', () => {
  it(
    'is one ZIP whose files are those of the manifest, with every event and without any secret',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant);
      const done = await exportWhole(tenant);
      expect(done).toMatchObject({ state: 'done', progress: 1, error: null });
      const { answer, bytes } = await download(tenant, done.id);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      expect(answer.headers.get('content-length')).toBe(String(bytes.byteLength));
      const files = unzipStored(bytes);
      const text = (name: string) => new TextDecoder().decode(files.get(name));
      const manifest = JSON.parse(text('manifest.json')) as { files: (ExportFile & { about: string })[] };
      expect([...manifest.files.map(({ name }) => name), 'manifest.json']).toEqual([...files.keys()]);
      for (const { name, sha256: sum, bytes: size, about } of manifest.files) {
        const file = files.get(name) ?? new Uint8Array();
        expect([name, file.byteLength, await sha256(file), about !== '']).toEqual([name, size, sum, true]);
      }
      const rows = Object.fromEntries(manifest.files.map((file) => [file.name, file.rows]));
      expect(rows).toMatchObject({
        'links.csv': 2,
        'tags.ndjson': 1,
        'comments.ndjson': 1,
        'deleted-links.ndjson': 1,
        'tokens.ndjson': 1,
        'members.ndjson': 1,
      });
      expect(linesOf(text('members.ndjson'))[0]).toMatchObject({ email: tenant.email, role: 'owner' });
      const events = manifest.files.filter(({ name }) => name.startsWith('events-'));
      expect(events).toHaveLength(2);
      const told = await Promise.all(
        events.map(async ({ name }) => linesOf(await gunzip(files.get(name) ?? new Uint8Array()))),
      );
      expect(told.flat().map((event) => [event['key'], event['country']])).toEqual([
        ['b', 'FR'],
        ['b', 'DE'],
      ]);
      const hash = await testEnv.CONTROL.prepare('SELECT hash FROM tokens WHERE id = ?')
        .bind(tenant.tokenId)
        .first<string>('hash');
      const everything = [...files.values()].map((file) => new TextDecoder().decode(file)).join('');
      for (const secret of ['hunter', 'pbkdf2', tenant.token, hash ?? '', 'sealed', 'passwordHash'])
        expect([secret, everything.includes(secret)]).toEqual([secret, false]);
      expect((await mailTo(tenant.email, 'is ready')).text).toContain(`/api/exports/${done.id}/file`);
      const single = await download(tenant, done.id, '?name=links.csv');
      expect(single.bytes).toEqual(files.get('links.csv'));
    },
    TIMEOUT_MS,
  );

  it(
    'holds links that, imported somewhere else, are the same',
    async () => {
      const [from, to] = [await seedWorkspace(), await seedWorkspace()];
      await furnish(from);
      const { id } = await exportWhole(from, { events: 'none' });
      const { bytes } = await download(from, id, '?name=links.csv');
      // A password is in no file, and a link without its own would be open to everybody.
      const withPassword = new TextDecoder().decode(bytes).replace('********', 'hunter2');
      const done = await runWhole(to, { format: 'hopline', domains: { [from.domain]: to.domain } }, withPassword);
      expect(done).toMatchObject({ created: 2, refused: 0 });
      const all = async (tenant: Tenant) =>
        (await callAs(tenant)<WireLink[]>('GET', '/links?showArchived=true')).body
          .map(essence)
          .toSorted((a, b) => a.key.localeCompare(b.key));
      expect(await all(to)).toEqual(await all(from));
    },
    TIMEOUT_MS,
  );
});

describe('an export as it was asked for', () => {
  it(
    'writes events as CSV where that is wanted, and none where not',
    async () => {
      const tenant = await seedWorkspace();
      await furnish(tenant);
      const { id, files } = await exportWhole(tenant, { events: 'csv' });
      const name = files.find((file) => file.name.startsWith('events-'))?.name ?? '';
      expect(name).toMatch(/^events-\d{4}-\d\d\.csv\.gz$/);
      const [head = '', first = ''] = (await gunzip((await download(tenant, id, `?name=${name}`)).bytes)).split('\r\n');
      expect(head.split(',')).toEqual(expect.arrayContaining(['type', 'link_id', 'ts', 'country']));
      expect(first.split(',')[head.split(',').indexOf('country')]).toBe('FR');
      const without = await exportWhole(tenant, { events: 'none' });
      expect(without.files.filter((file) => file.name.startsWith('events-'))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('is one at a time, can be canceled while it runs, and is nobody else’s', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    const { id } = await exportWhole(tenant, { events: 'none' });
    const reopen = (state: string) =>
      testEnv.CONTROL.prepare('UPDATE exports SET state = ? WHERE id = ?').bind(state, id).run();
    await reopen('running');
    const again = await callAs(tenant)<{ error: { message: string } }>('POST', '/exports', {});
    expect([again.status, again.body.error.message]).toEqual([409, expect.stringContaining('under way')]);
    expect((await download(tenant, id)).answer.status).toBe(409);
    expect((await callAs(tenant)<WireExport>('POST', `/exports/${id}/cancel`)).body).toMatchObject({
      state: 'canceled',
      files: [],
    });
    expect((await callAs(tenant)('POST', `/exports/${id}/cancel`)).status).toBe(409);
    await reopen('done');
    expect((await download(other, id)).answer.status).toBe(404);
    expect((await callAs(other)('GET', `/exports/${id}`)).status).toBe(404);
    expect((await callAs(other)('GET', '/exports')).body).toEqual([]);
    expect((await download(tenant, id, '?name=nothing.csv')).answer.status).toBe(404);
  });
});
