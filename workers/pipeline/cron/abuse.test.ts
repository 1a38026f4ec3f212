/** The jobs of the abuse desk: what lists learn later, decisions that did not arrive, and letters to operators. */
import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Link } from '#core/link/link.ts';
import { D1AbuseCases } from '#platform/d1/control/abuse-cases.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { NO_LOG } from '#platform/log/log.ts';
import type { Tenant } from '#test/tenant.ts';
import { mailsTo, mailTo } from '#test/worker/mail.ts';
import { seedLink, seedWorkspace, writeRows } from '#test/worker/seed.ts';
import { readEnv } from '../env.ts';
import { scanForAbuse } from './scan-links.ts';
import { DIGEST_MS, tendAbuse } from './tend-abuse.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const cases = new D1AbuseCases(config.control);
/** Nobody else's: all tests share one mailbox. */
const OPERATOR = 'digest@hopline.example';

const linkOf = (tenant: Tenant, id: string): Promise<Link | undefined> =>
  new WorkspaceLinks(config.linkShards[tenant.linkShard]!, tenant.workspaceId).byId(id);
const list = (host: string, threat: string) =>
  writeRows([
    {
      database: 'CONTROL',
      sql: 'INSERT INTO hazard_hosts (host, threat, created_at) VALUES (?, ?, 1)',
      values: [host, threat],
    },
  ]);
const host = () => `${crypto.randomUUID()}.example`;
const scan = (abuseScans = 1_000) => scanForAbuse({ ...config, abuseScans }, NO_LOG, Date.now);

async function linkTo(url: string): Promise<{ tenant: Tenant; id: string }> {
  const tenant = await seedWorkspace();
  return { tenant, id: await seedLink(tenant, { key: crypto.randomUUID(), url }) };
}

describe('the scan of links', () => {
  it('finds a link whose host the instance has listed since, blocks it and tells its owner', async () => {
    const bad = host();
    const { tenant, id } = await linkTo(`https://www.${bad}/x`);
    await scan();
    expect(await cases.bySubject(id)).toBeUndefined();
    await list(bad, 'phishing');
    expect(await scan()).toMatchObject({ noted: 1, blocked: 1 });
    expect((await linkOf(tenant, id))?.settings.blocked).toMatchObject({ reason: 'phishing' });
    expect(await cases.bySubject(id)).toMatchObject({ status: 'blocked', score: 100, origin: 'scanned' });
    expect((await mailTo(tenant.email, 'was blocked')).text).toContain('steals passwords');
    expect(await scan()).toMatchObject({ noted: 0, blocked: 0 });
  });

  it('leaves what is merely unwanted, or looks suspicious, to people', async () => {
    const unwanted = host();
    await list(unwanted, 'unwanted');
    const links = [await linkTo(`https://${unwanted}/`), await linkTo('http://192.0.2.7/setup.exe')];
    const harmless = await linkTo('https://acme.test/');
    await scan();
    for (const { tenant, id } of links) {
      expect(await cases.bySubject(id)).toMatchObject({ status: 'open' });
      expect((await linkOf(tenant, id))?.settings.blocked).toBeUndefined();
    }
    expect(await cases.bySubject(harmless.id)).toBeUndefined();
  });

  it('does not block again what an operator has looked at and left', async () => {
    const bad = host();
    await list(bad, 'malware');
    const { tenant, id } = await linkTo(`https://${bad}/`);
    await scan();
    await config.control.prepare("UPDATE abuse_cases SET status = 'dismissed' WHERE subject = ?").bind(id).run();
    const shard = tenant.linkShard === 0 ? 'LINKS_0' : 'LINKS_1';
    await writeRows([{ database: shard, sql: `UPDATE links SET settings = '{}' WHERE id = ?`, values: [id] }]);
    await scan();
    expect(await cases.bySubject(id)).toMatchObject({ status: 'dismissed' });
    expect((await linkOf(tenant, id))?.settings.blocked).toBeUndefined();
  });

  it('is bounded in each run, goes on where it stopped, and comes round to every link', async () => {
    const bad = host();
    const made = [];
    for (let n = 0; n < 5; n++) made.push(await linkTo(`https://${bad}/${n}`));
    await list(bad, 'malware');
    let blocked = 0;
    for (let run = 0; run < 60 && blocked < made.length; run++) {
      const { looked, blocked: more } = await scan(4);
      expect(looked).toBeLessThanOrEqual(4 * config.linkShards.length);
      blocked += more;
    }
    expect(blocked).toBe(made.length);
  });

  it('is off at 0', async () => {
    expect(await scan(0)).toEqual({ looked: 0, noted: 0, blocked: 0 });
  });
});

async function decided(status: 'blocked' | 'dismissed', settings: string) {
  const { tenant, id } = await linkTo('https://acme.test/');
  const database = tenant.linkShard === 0 ? 'LINKS_0' : 'LINKS_1';
  const sql = `INSERT INTO abuse_cases (id, kind, subject, workspace_id, link_id, short_link, address, score, signals, origin, status, reason, settled, opened_at, updated_at)
    VALUES (?, 'link', ?, ?, ?, 'a/b', '', 0, '[]', 'reported', ?, 'spam', 0, 1, 1)`;
  await writeRows([
    { database, sql: 'UPDATE links SET settings = ? WHERE id = ?', values: [settings, id] },
    { database: 'CONTROL', sql, values: [`case_${id}`, id, tenant.workspaceId, id, status] },
  ]);
  return { tenant, id };
}

describe('a decision that did not reach its link', () => {
  it.each([
    ['blocked', '{}', { reason: 'spam' }],
    ['dismissed', '{"blocked":{"since":1,"reason":"spam"}}', undefined],
  ] as const)('%s is finished within a minute, in the copies, too', async (status, settings, expected) => {
    const { tenant, id } = await decided(status, settings);
    const { settled } = await tendAbuse({ ...config, operators: new Set() }, NO_LOG, Date.now);
    expect(settled).toBeGreaterThan(0);
    const link = await linkOf(tenant, id);
    if (expected) expect(link?.settings.blocked).toMatchObject(expected);
    else expect(link?.settings.blocked).toBeUndefined();
    const copy = await config.routes.get<{ blocked?: true }>(`link:${link?.domain}/${link?.key}`, 'json');
    expect(copy?.blocked).toBe(expected ? true : undefined);
    expect((await tendAbuse({ ...config, operators: new Set() }, NO_LOG, Date.now)).settled).toBe(0);
  });
});

describe('operators', () => {
  it('are told of each new case once, in one letter, at most every quarter of an hour', async () => {
    await config.control.prepare('UPDATE abuse_cases SET told_at = 1').run();
    const operators = new Set([OPERATOR]);
    const due = Math.ceil(Date.now() / DIGEST_MS) * DIGEST_MS;
    const tend = (now: number) => tendAbuse({ ...config, operators }, NO_LOG, () => now);
    await linkTo('http://192.0.2.9/setup.exe');
    await linkTo('https://paypa1.com/login');
    await scan();
    expect((await tend(due + 60_000)).told).toBe(0);
    expect((await tend(due)).told).toBe(1);
    expect((await mailTo(OPERATOR, '1 case waits')).text).toContain('priority 75');
    expect((await tend(due + DIGEST_MS)).told).toBe(0);
    expect(await mailsTo(OPERATOR)).toHaveLength(1);
  });
});
