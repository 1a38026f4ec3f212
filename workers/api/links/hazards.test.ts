/** What no link may lead to: refused on every way a destination can come in, and without harm to anybody else's link. */
import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

async function listed(threat = 'phishing'): Promise<string> {
  const host = `${crypto.randomUUID().slice(0, 8)}.example`;
  const sql = 'INSERT INTO hazard_hosts (host, threat, created_at) VALUES (?, ?, 1)';
  await testEnv.CONTROL.prepare(sql).bind(host, threat).run();
  return host;
}

type Refusal = { error: { code: string; message: string } };

describe('a destination on the list', () => {
  it('is refused wherever a link can lead to it, with the field that named it', async () => {
    const call = callAs(await seedWorkspace());
    const url = `https://login.${await listed()}/account`;
    const fields: [string, object][] = [
      ['url', { url }],
      ['ios', { url: 'https://acme.test', ios: url }],
      ['geo.DE', { url: 'https://acme.test', geo: { DE: url } }],
      ['expiredUrl', { url: 'https://acme.test', expiredUrl: url }],
      [
        'rules.0.then',
        { url: 'https://acme.test', rules: [{ id: 'a', when: [{ on: 'country', is: ['DE'] }], then: { url } }] },
      ],
    ];
    for (const [field, link] of fields) {
      const { status, body } = await call<Refusal>('POST', '/links', link);
      expect([field, status, body.error.code]).toEqual([field, 422, 'unprocessable_entity']);
      expect(body.error.message).toContain(`${field}: is listed as a page that steals passwords`);
    }
    expect((await call('GET', '/links/count')).body).toBe(0);
  });

  it('is refused by upsert, by changes and in bulk, and the link stays as it was', async () => {
    const call = callAs(await seedWorkspace());
    const url = `https://${await listed('malware')}/`;
    const { body: mine } = await call<WireLink>('POST', '/links', { url: 'https://acme.test/', key: 'mine' });
    expect((await call('PUT', '/links/upsert', { url })).status).toBe(422);
    expect((await call('PATCH', `/links/${mine.id}`, { url })).status).toBe(422);
    const created = await call<Refusal[]>('POST', '/links/bulk', [{ url }]);
    expect(created.body).toEqual([expect.objectContaining({ code: 'unprocessable_entity' })]);
    const changed = await call<Refusal[]>('PATCH', '/links/bulk', { linkIds: [mine.id], data: { url } });
    expect(changed.body).toEqual([expect.objectContaining({ code: 'unprocessable_entity' })]);
    expect((await call<WireLink>('GET', `/links/info?linkId=${mine.id}`)).body.url).toBe('https://acme.test/');
  });

  it('does not reach names beside it: a host stands for what is below it only', async () => {
    const call = callAs(await seedWorkspace());
    const host = await listed();
    for (const near of [`not-${host}`, `${host}.acme.test`, host.replace('.', '-x.')])
      expect([near, (await call('POST', '/links', { url: `https://${near}/` })).status]).toEqual([near, 200]);
  });

  it('that was listed later leaves the link editable otherwise', async () => {
    const call = callAs(await seedWorkspace());
    const host = `${crypto.randomUUID().slice(0, 8)}.example`;
    const { body: link } = await call<WireLink>('POST', '/links', { url: `https://${host}/` });
    const sql = "INSERT INTO hazard_hosts (host, threat, created_at) VALUES (?, 'unwanted', 1)";
    await testEnv.CONTROL.prepare(sql).bind(host).run();
    expect((await call('PATCH', `/links/${link.id}`, { title: 'Still mine' })).status).toBe(200);
    expect((await call('PATCH', `/links/${link.id}`, { ios: `https://${host}/app` })).status).toBe(422);
  });
});

describe('a link whose destination was listed later', () => {
  const list = (host: string) =>
    testEnv.CONTROL.prepare("INSERT INTO hazard_hosts (host, threat, created_at) VALUES (?, 'phishing', 1)")
      .bind(host)
      .run();
  const someHost = () => `${crypto.randomUUID().slice(0, 8)}.example`;

  it('is not led back there by an undo', async () => {
    const call = callAs(await seedWorkspace());
    const host = someHost();
    const { body: link } = await call<WireLink>('POST', '/links', { url: `https://${host}/` });
    await call('PATCH', `/links/${link.id}`, { url: 'https://acme.test/' });
    await list(host);
    const [change] = (await call<{ id: string }[]>('GET', `/links/${link.id}/history`)).body;
    const undone = await call<Refusal>('POST', `/links/${link.id}/history/${change?.id}/undo`);
    expect([undone.status, undone.body.error.message]).toEqual([422, expect.stringContaining('url: is listed')]);
    expect((await call<WireLink>('GET', `/links/info?linkId=${link.id}`)).body.url).toBe('https://acme.test/');
  });

  it('does not come back once it is deleted', async () => {
    const call = callAs(await seedWorkspace());
    const host = someHost();
    const { body: link } = await call<WireLink>('POST', '/links', { url: `https://${host}/` });
    await call('DELETE', `/links/${link.id}`);
    await list(host);
    expect((await call('POST', `/links/${link.id}/restore`)).status).toBe(422);
    expect((await call('GET', '/links/count')).body).toBe(0);
  });
});

describe('a destination in disguise', () => {
  it.each(['https://аррӏе.com/', 'https://раypal.com/login', 'https://xn--80ak6aa92e.com/', 'gооgle.com'])(
    '%s is refused: its letters are not what they look like',
    async (url) => {
      const { status, body } = await callAs(await seedWorkspace())<Refusal>('POST', '/links', { url });
      expect(status).toBe(422);
      expect(body.error.message).toMatch(/reads like another name|look like Latin/);
    },
  );

  it.each(['https://münchen.de/', 'https://例え.jp/', 'https://правда.рф/', 'https://xn--mnchen-3ya.de/'])(
    '%s is nobody else’s name and is taken',
    async (url) => {
      expect((await callAs(await seedWorkspace())('POST', '/links', { url })).status).toBe(200);
    },
  );
});

describe('an address that is code', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'javascript&colon;alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://acme.test/x',
    'view-source:https://acme.test',
    'intent://scan/#Intent;S.browser_fallback_url=javascript:alert(1);end',
    'https://user:secret@acme.test/',
    'https:\\\\acme.test',
  ])('%j is refused in every field that leads somewhere', async (bad) => {
    const call = callAs(await seedWorkspace());
    const link = { url: 'https://acme.test' };
    for (const body of [
      { url: bad },
      { ...link, ios: bad },
      { ...link, geo: { DE: bad } },
      { ...link, expiredUrl: bad },
    ])
      expect([body, (await call('POST', '/links', body)).status]).toEqual([body, 422]);
  });
});
