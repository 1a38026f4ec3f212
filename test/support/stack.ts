/** The whole local stack on ports and a folder of its own, with a tenant in it: what an end-to-end test file starts with. */
import { rm } from 'node:fs/promises';
import type { Demo } from '../../dev/demo/file.ts';
import { prepareDemo } from '../../dev/demo/prepare.ts';
import { CONTROL_HEADER, EVENTS_PATH } from '../../dev/stack/inside/drainable.ts';
import { findFreeBase } from '../../dev/stack/ports.ts';
import { type Stack, startStack } from '../../dev/stack/start.ts';
import type { EventMessage } from '#core/event/message.ts';
import type { LedgerRpc, LedgerStatus } from '#core/ledger/contract.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import { type Api, apiOf } from './api.ts';
import { Stored } from './counts.ts';
import { newStateDir } from './new-state.ts';
import { newTenant, type SeedRow, type Tenant, tenantRows } from './tenant.ts';
import { type Answer, type VisitOptions, type Visitor, visit } from './visit.ts';

/** The part of a link's wire format that these tests read. */
export interface WireLink {
  id: string;
  domain: string;
  key: string;
  url: string;
  shortLink: string;
  clicks: number;
}

/** As in wrangler.toml. */
export const LEDGER_SHARDS = 4;

export class TestStack {
  readonly #stateDir: string;
  readonly #web: boolean;
  #stack: Stack;
  stored: Stored;

  private constructor(stateDir: string, web: boolean, stack: Stack) {
    this.#stateDir = stateDir;
    this.#web = web;
    this.#stack = stack;
    this.stored = storedOf(stack);
  }

  static async start({
    web = false,
    ledgers,
  }: { web?: boolean; ledgers?: number | undefined } = {}): Promise<TestStack> {
    const stateDir = await newStateDir();
    return new TestStack(stateDir, web, await startStack({ stateDir, basePort: await findFreeBase(), web, ledgers }));
  }

  /** Stops everything and starts it again on the same data, on the same ports. @param ledgers their number from now on. */
  async restart(ledgers?: number): Promise<void> {
    const basePort = Number(new URL(this.#stack.edgeUrl).port);
    await this.stored.close();
    await this.#stack.stop();
    this.#stack = await startStack({ stateDir: this.#stateDir, basePort, web: this.#web, ledgers });
    this.stored = storedOf(this.#stack);
  }

  async stop(): Promise<void> {
    await this.stored.close();
    await this.#stack.stop();
    await rm(this.#stateDir, { recursive: true, force: true });
  }

  get edgeUrl(): string {
    return this.#stack.edgeUrl;
  }

  get apiUrl(): string {
    return this.#stack.apiUrl;
  }

  get webUrl(): string {
    return this.#stack.webUrl;
  }

  /** Where mails of this stack can be read. */
  get mailUrl(): string {
    return this.#stack.mailUrl;
  }

  get clickhouseUrl(): string {
    return this.#stack.clickhouseUrl;
  }

  /** In ClickHouse. */
  get database(): string {
    return this.#stack.database;
  }

  /** A workspace with owner, domain and token, written straight into D1: nothing else can make a second tenant yet. */
  async seedTenant(chosen: Partial<Tenant> = {}): Promise<Tenant> {
    const tenant = newTenant(chosen);
    await this.writeRows(await tenantRows(tenant));
    return tenant;
  }

  /** The demo workspace, made as `npm start` makes it. */
  prepareDemo(): Promise<Demo> {
    return prepareDemo(this.#stack, this.#stateDir, () => {});
  }

  /** All rows of a database in one call: each statement that is prepared from outside is two more, and each of these blocks. */
  async writeRows(rows: SeedRow[]): Promise<void> {
    for (const [database, own] of Map.groupBy(rows, (row) => row.database)) {
      const db = await this.#stack.mf.getD1Database(database, 'hopline-api');
      await db.exec(own.map(withValues).join('\n'));
    }
  }

  api({ token }: Pick<Tenant, 'token'>): Api {
    return apiOf(this.apiUrl, token);
  }

  /** Throws with the api's own words when it refuses. */
  async createLink(tenant: Tenant, link: Record<string, unknown>): Promise<WireLink> {
    const { status, body } = await this.api(tenant)<WireLink>('POST', '/links', link);
    if (status !== 200) throw new Error(`POST /links answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** A visit to a link of any domain: the name travels in the Host header. */
  visit(link: Pick<WireLink, 'domain' | 'key'>, visitor: Visitor, options: VisitOptions = {}): Promise<Answer> {
    return visit(`${this.edgeUrl}/${link.key}`, visitor, { host: link.domain, ...options });
  }

  /** Puts a message on the queue, through the edge's binding. */
  async send(message: EventMessage): Promise<void> {
    const headers = { [CONTROL_HEADER]: this.#stack.secrets.localControl };
    const init = { method: 'POST', headers, body: JSON.stringify(message) };
    const answer = await fetch(`${this.edgeUrl}${EVENTS_PATH}`, init);
    if (answer.status !== 202) throw new Error(`The queue refused the message: ${answer.status}`);
  }

  /** Fires one of the pipeline's crons, beside those that fire by themselves. */
  async tick(cron: string): Promise<void> {
    await (await this.#stack.mf.getWorker('hopline-pipeline')).scheduled({ cron, scheduledTime: new Date() });
  }

  /** The moves that a number of ledgers makes due, of every ledger up to `most`. */
  async movesDue(count: number, most: number): Promise<number> {
    const namespace = await this.#stack.mf.getDurableObjectNamespace('LEDGER', 'hopline-pipeline');
    const ledgers = ledgerNames(most).map((name) => namespace.getByName(name) as unknown as LedgerRpc);
    return (await Promise.all(ledgers.map((ledger) => ledger.movesDue(count)))).flat().length;
  }

  /** Totals straight from the workspace's ledger: what has been acknowledged, wherever it is stored. */
  async ledgerTotals({ workspaceId }: Pick<Tenant, 'workspaceId'>, linkIds: string[]): ReturnType<LedgerRpc['totals']> {
    return (await this.#ledger(workspaceId)).totals(workspaceId, linkIds);
  }

  async ledgerStatus({ workspaceId }: Pick<Tenant, 'workspaceId'>): Promise<LedgerStatus> {
    return (await this.#ledger(workspaceId)).status();
  }

  async #ledger(workspaceId: string): Promise<LedgerRpc> {
    const namespace = await this.#stack.mf.getDurableObjectNamespace('LEDGER', 'hopline-pipeline');
    return namespace.getByName(ledgerName(workspaceId, LEDGER_SHARDS)) as unknown as LedgerRpc;
  }
}

/** The statement with its values written into it, on one line. */
function withValues({ sql, values }: SeedRow): string {
  const left = [...values];
  const literal = (value: string | number | null = null): string =>
    typeof value === 'string'
      ? `'${value.replaceAll("'", "''").replaceAll('\n', "' || char(10) || '")}'`
      : String(value);
  return sql.replaceAll(/\s*\n\s*/g, ' ').replaceAll('?', () => literal(left.shift()));
}

function storedOf({ clickhouseUrl, database }: Stack): Stored {
  return new Stored({ url: clickhouseUrl, database });
}
