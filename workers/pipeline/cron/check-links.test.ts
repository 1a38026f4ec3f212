import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { OutboundError } from '#core/outbound/error.ts';
import type { Outbound } from '#core/outbound/ports.ts';
import { linkKvKey } from '#core/route/keys.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { testEnv } from '#test/worker/env.ts';
import { readEnv } from '../env.ts';
import { checkLinks } from './check-links.ts';

const config = { ...readEnv(bindings as unknown as PipelineEnv), linkChecks: 20 };
const HOUR_MS = 3_600_000;
/** Each test lives a month after the last: what others have left is due and gone, or far from due. */
let clock = Date.now();

function toolsWith(answers: Record<string, number | 'down'>) {
  const asked: string[] = [];
  const outbound: Outbound = async (url) => {
    asked.push(url);
    const answer = answers[url] ?? 200;
    if (answer === 'down') throw new OutboundError('unreachable', 'The server could not be reached.');
    return { url, status: answer, headers: new Headers(), body: new Uint8Array(0), isCut: false, redirects: [] };
  };
  return { asked, tools: { config, outbound, log: NO_LOG, now: () => clock } };
}

const healthOf = (linkId: string) =>
  testEnv.LINKS_0.prepare('SELECT state, failures, next_check_at AS nextCheckAt FROM link_health WHERE link_id = ?')
    .bind(linkId)
    .first<{ state: string; failures: number; nextCheckAt: number }>();
const alertOf = (linkId: string) =>
  testEnv.CONTROL.prepare("SELECT resolved_at AS resolvedAt FROM alerts WHERE kind = 'link.failing' AND subject = ?")
    .bind(linkId)
    .first<{ resolvedAt: number | null }>();
const clear = () =>
  testEnv.LINKS_0.batch([
    testEnv.LINKS_0.prepare('DELETE FROM link_health'),
    testEnv.LINKS_0.prepare('DELETE FROM links'),
  ]);

/** Runs until what is new has had its first check. */
async function firstChecks(tools: Parameters<typeof checkLinks>[0]): Promise<void> {
  await checkLinks(tools);
  clock += 7 * HOUR_MS;
  await checkLinks(tools);
}

it('leads visitors to the fallback after three failures, and back when the destination has healed', async () => {
  await clear();
  const tenant = await seedWorkspace();
  const url = 'https://shop.example/sale';
  const linkId = await seedLink(tenant, { key: 'sale', url });
  await testEnv.LINKS_0.prepare(`UPDATE links SET settings = '{"fallbackUrl":"https://shop.example/"}' WHERE id = ?`)
    .bind(linkId)
    .run();
  const served = async () =>
    JSON.parse((await config.routes.get(linkKvKey(tenant.domain, 'sale'))) ?? '{}') as { url?: string };
  const answers: Record<string, number | 'down'> = { [url]: 'down' };
  const { tools } = toolsWith(answers);
  await firstChecks(tools);
  for (let i = 0; i < 2; i++) {
    expect((await served()).url).toBeUndefined();
    clock += 2 * 60_000;
    await checkLinks(tools);
  }
  expect(await healthOf(linkId)).toMatchObject({ state: 'failing', failures: 3 });
  expect((await served()).url).toBe('https://shop.example/');
  expect((await alertOf(linkId))?.resolvedAt).toBeNull();
  delete answers[url];
  clock += HOUR_MS;
  await checkLinks(tools);
  expect((await served()).url).toBe(url);
  expect((await alertOf(linkId))?.resolvedAt).toBe(clock);
});

it('spreads the first checks, and asks no host for more than a few links at a time', async () => {
  await clear();
  const tenant = await seedWorkspace();
  for (let i = 0; i < 12; i++) await seedLink(tenant, { key: `h${i}`, url: `https://one.example/${i}` });
  const { asked, tools } = toolsWith({});
  await checkLinks(tools);
  const { results } = await testEnv.LINKS_0.prepare('SELECT next_check_at AS at FROM link_health').all<{
    at: number;
  }>();
  expect(new Set(results.map(({ at }) => at)).size).toBeGreaterThan(6);
  expect(results.every(({ at }) => at >= clock && at <= clock + 6 * HOUR_MS)).toBe(true);
  clock += 7 * HOUR_MS;
  asked.length = 0;
  const run = await checkLinks(tools);
  expect([run.checked, run.postponed, asked.length]).toEqual([5, 7, 5]);
});

it('looks at a link anew when it leads elsewhere, and forgets one that is gone', async () => {
  await clear();
  const tenant = await seedWorkspace();
  const linkId = await seedLink(tenant, { key: 'moving', url: 'https://old.example/' });
  const { asked, tools } = toolsWith({ 'https://old.example/': 404 });
  await firstChecks(tools);
  expect(await healthOf(linkId)).toMatchObject({ state: 'failing', failures: 1 });
  await testEnv.LINKS_0.prepare("UPDATE links SET url = 'https://new.example/' WHERE id = ?").bind(linkId).run();
  asked.length = 0;
  await checkLinks(tools);
  expect(asked).toEqual(['https://new.example/']);
  expect(await healthOf(linkId)).toMatchObject({ state: 'ok', failures: 0 });
  await testEnv.LINKS_0.prepare('DELETE FROM links WHERE id = ?').bind(linkId).run();
  clock += 30 * HOUR_MS;
  await checkLinks(tools);
  expect(await healthOf(linkId)).toBeNull();
});

it('asks no more than its bound, and nothing when it is switched off', async () => {
  await clear();
  const tenant = await seedWorkspace();
  for (let i = 0; i < 30; i++) await seedLink(tenant, { key: `b${i}`, url: `https://host${i}.example/` });
  const { asked, tools } = toolsWith({});
  await checkLinks(tools);
  clock += 7 * HOUR_MS;
  expect((await checkLinks(tools)).checked).toBe(20);
  asked.length = 0;
  await checkLinks({ ...tools, config: { ...config, linkChecks: 0 } });
  expect(asked).toEqual([]);
});
