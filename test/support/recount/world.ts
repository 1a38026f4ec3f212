/** The stack that a known log of 50 000 visits was sent to: a few thousand through the edge, the rest as the messages that the edge writes. */
import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import { TestStack, type WireLink } from '../stack.ts';
import type { Tenant } from '../tenant.ts';
import { BERLIN, TOKYO } from '../visit.ts';
import { captured, isHuman, type Logged, nextVisit, random } from './log.ts';

const EVENTS = 50_000;
/** Each costs a request to a local runtime; the rest enters where the edge hands over. */
export const THROUGH_EDGE = 3_000;
const PARALLEL = 8;
const EVENTS_PER_MESSAGE = 150;
export const STORED_DEADLINE_MS = 240_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Within what the ledger knows by heart. */
export const SPAN_HOURS = 40;
/** Visits to keys that do not exist, by key. Together fewer than one place may have at once. */
export const ORPHANS: Record<string, number> = { 'not-here': 9, 'nor-here': 6, gone: 4, typo: 3 };
const LEADS = 30;
const SALES = 12;

interface Conversion {
  click: Logged;
  ts: number;
  /** Cents. */
  amount: number;
}

export interface World {
  stack: TestStack;
  tenant: Tenant;
  links: WireLink[];
  log: Logged[];
  /** Ids by name, and the labels of each link by its id. */
  folders: Record<string, string>;
  tags: Record<string, string>;
  labels: Record<string, { folder: string; tags: string[] }>;
  leads: Conversion[];
  sales: Conversion[];
}

/** Everything is counted and stored when it resolves. */
export async function makeWorld(): Promise<World> {
  const stack = await TestStack.start();
  const tenant = await stack.seedTenant();
  const world: World = { stack, tenant, links: [], log: [], folders: {}, tags: {}, labels: {}, leads: [], sales: [] };
  await makeLinks(world);
  await throughEdge(world);
  await asMessages(world, EVENTS - THROUGH_EDGE);
  for (const [key, visits] of Object.entries(ORPHANS))
    for (let n = 0; n < visits; n++)
      await stack.visit({ domain: tenant.domain, key }, n % 3 === 0 ? TOKYO : BERLIN, { headers: { referer: '' } });
  const orphans = Object.values(ORPHANS).reduce((sum, visits) => sum + visits, 0);
  await storedAll(world, EVENTS, EVENTS + orphans);
  await convert(world);
  await storedAll(world, EVENTS, EVENTS + orphans + LEADS + SALES);
  return world;
}

/** Seven links: some in one of two folders, some with one of two tags, one with both. */
async function makeLinks(world: World): Promise<void> {
  const { stack, tenant } = world;
  const make = async (path: string, body: object) =>
    (await stack.api(tenant)<{ id: string }>('POST', path, body)).body.id;
  for (const name of ['spring', 'autumn']) world.folders[name] = await make('/folders', { name });
  for (const name of ['red', 'blue']) world.tags[name] = await make('/tags', { name });
  for (let n = 0; n < 7; n++) {
    const folder = ['spring', 'autumn', '', 'autumn'][n] ?? '';
    const tags = [['red', 'blue'], ['red'], [], ['blue']][n] ?? [];
    const link = await stack.createLink(tenant, {
      url: `https://shop.example/p${n % 3}?utm_source=s${n % 2}`,
      key: `r${n}`,
      ...(folder && { folderId: world.folders[folder] }),
      ...(tags.length > 0 && { tagIds: tags.map((tag) => world.tags[tag]) }),
    });
    world.links.push(link);
    world.labels[link.id] = { folder, tags };
  }
}

async function throughEdge({ stack, links, log }: World): Promise<void> {
  let left = THROUGH_EDGE;
  const visitor = async () => {
    while (left-- > 0) {
      const visit = nextVisit(links, Date.now());
      const { person, link, referer, language, qr, who } = visit;
      const from = { ...person.visitor, ip: `10.0.${Number(who) >> 8}.${Number(who) & 255}` };
      const headers = { ...(referer && { referer }), ...(language && { 'accept-language': `${language},en;q=0.5` }) };
      const path = qr ? { ...link, key: `${link.key}?qr=1` } : link;
      const { status } = await stack.visit(path, from, { headers });
      if (status !== 302) throw new Error(`A visit was answered ${status}`);
      log.push({ ...visit, who: `edge ${from.ip} ${from.ua}` });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, visitor));
}

async function asMessages({ stack, tenant, links, log }: World, count: number): Promise<void> {
  const now = Date.now();
  for (let sent = 0; sent < count; sent += EVENTS_PER_MESSAGE) {
    const visits = Array.from({ length: Math.min(EVENTS_PER_MESSAGE, count - sent) }, () =>
      nextVisit(links, now - Math.floor(random() * SPAN_HOURS * HOUR_MS)),
    );
    await stack.send({ v: 1, events: visits.map((visit) => captured(tenant.workspaceId, visit)) });
    log.push(...visits);
  }
}

/** The last people of the log sign up, some of them buy. */
async function convert({ stack, tenant, log, leads, sales }: World): Promise<void> {
  const call = stack.api(tenant);
  for (const [n, click] of log.filter(isHuman).slice(-LEADS).entries()) {
    const customerExternalId = `customer-${n}`;
    const lead = await call('POST', '/track/lead', { clickId: click.id, eventName: 'Sign up', customerExternalId });
    expect(lead.status).toBe(200);
    leads.push({ click, ts: Date.now(), amount: 0 });
    if (n >= SALES) continue;
    const amount = 1_000 + n * 37;
    const sale = await call('POST', '/track/sale', { customerExternalId, amount, invoiceId: `invoice-${n}` });
    expect(sale.status).toBe(200);
    sales.push({ click, ts: Date.now(), amount });
  }
}

async function storedAll({ stack, tenant }: World, clicks: number, accepted: number): Promise<void> {
  const call = stack.api(tenant);
  await eventually(async () => expect((await stack.ledgerStatus(tenant)).accepted).toBe(accepted), STORED_DEADLINE_MS);
  await eventually(async () => {
    expect((await stack.ledgerStatus(tenant)).waiting).toBe(0);
    const { body } = await call<{ clicks: number }>('GET', '/analytics?interval=7d&classes=all');
    expect(body.clicks).toBe(clicks);
  }, STORED_DEADLINE_MS);
}
